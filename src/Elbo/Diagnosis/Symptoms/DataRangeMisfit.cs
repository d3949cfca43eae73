using Elbo.Recipes;

namespace Elbo.Diagnosis.Symptoms;

/// <summary>Data that the likelihood is not made for, or that the output layer cannot give.</summary>
internal sealed class DataRangeMisfit : ISymptom
{
    /// <summary>Part of the values that may lie out of reach: an odd example of another source.</summary>
    private const double Few = 0.001;

    /// <summary>From this part on every picture is hurt.</summary>
    private const double Many = 0.01;

    /// <summary>Data that fill less than this of a bounded output's range were scaled for another output.</summary>
    private const double Filled = 0.75;

    public IEnumerable<Finding> Look(Observations seen)
    {
        var (outputs, model) = (seen.Outputs, seen.Recipe.Model);
        string data = $"The data lie in {Words.Number(outputs.Minimum)} to {Words.Number(outputs.Maximum)} (data.range {Range(seen.Recipe.Data.Range)})";
        bool bernoulli = model.Likelihood == LikelihoodKind.Bernoulli;
        string reach = $"{(bernoulli ? "a Bernoulli likelihood" : $"a {Words.Of(model.Output.Activation)} output")} gives {Words.Number(outputs.Reach.Low)} to {Words.Number(outputs.Reach.High)}";
        if (outputs.Unreachable > Few)
        {
            yield return new(Sickness.DataRange, outputs.Unreachable > Many ? Severity.Problem : Severity.Warning,
                "The data's range does not fit: the decoder can never give some of the values it is to reconstruct.",
                $"{data}, but {reach}; {Words.Percent(outputs.Unreachable)} of the values are out of reach.",
                bernoulli ? "Give data in the range that the run was trained on, or train with model.likelihood gaussian."
                    : $"Set model.output.activation to linear{(Fitting(model.Output.Activation) is { } fitting ? $", or data.range to {fitting}" : "")}.",
                bernoulli ? "model.likelihood" : "model.output.activation");
        }
        else if (double.IsFinite(outputs.Reach.Span) && seen.DataRange.High - seen.DataRange.Low < Filled * outputs.Reach.Span)
        {
            yield return new(Sickness.DataRange, Severity.Warning, "The data's range does not fit: a part of what the output layer can give never occurs.",
                $"{data}, but {reach}.", $"Set data.range to {Fitting(model.Output.Activation) ?? "signed"}, or model.output.activation to sigmoid.", "data.range");
        }
    }

    private static string? Fitting(Tensors.Activation activation) => activation switch
    {
        Tensors.Activation.Tanh => "signed",
        Tensors.Activation.Sigmoid or Tensors.Activation.Relu or Tensors.Activation.Softplus or Tensors.Activation.Exp => "unit",
        _ => null,
    };

    private static string Range(DataRange range) => $"{range}".ToLowerInvariant();
}
