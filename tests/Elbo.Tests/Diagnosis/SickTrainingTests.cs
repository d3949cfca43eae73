using Elbo.Data;
using Elbo.Diagnosis;
using Elbo.Tensors;
using Elbo.Tests.Training;

namespace Elbo.Tests.Diagnosis;

/// <summary>Models that were trained with settings that make them sick.</summary>
public sealed class SickTrainingTests
{
    private static readonly string[] Gaussian = ["model.likelihood=gaussian"];

    [Fact]
    public void A_beta_of_200_collapses_the_posterior()
    {
        var findings = Trained("objective.beta=200");
        findings.Are(Sickness.KlWeight, Sickness.PosteriorCollapse);
        Assert.Equal([0, 1, 2, 3], findings.The(Sickness.PosteriorCollapse).Units);
        Assert.Equal(Severity.Problem, findings.The(Sickness.KlWeight).Severity);
        Assert.Contains("200 times", findings.The(Sickness.KlWeight).What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_averaged_loss_with_beta_1_collapses_it_too_and_the_setting_is_the_reduction()
    {
        var findings = Trained("objective.reduction=mean");
        findings.Are(Sickness.KlWeight, Sickness.PosteriorCollapse);
        var weight = findings.The(Sickness.KlWeight);
        Assert.Contains("784 times", weight.What, StringComparison.Ordinal);
        Assert.Contains("averaged over 784 values", weight.Evidence, StringComparison.Ordinal);
        Assert.Equal("objective.reduction", weight.Setting);
    }

    [Fact]
    public void An_averaged_loss_with_the_beta_that_belongs_to_it_is_no_more_than_noted()
    {
        var findings = Trained("objective.reduction=mean", "objective.beta=0.002");
        findings.Are();
        Assert.Contains("effective beta is 1.57", findings.The(Sickness.KlWeight).What, StringComparison.Ordinal);
        Assert.DoesNotContain(Trained("objective.reduction=mean", "objective.beta=0.00127551"), f => f.Sickness == Sickness.KlWeight);
    }

    [Fact]
    public void A_beta_of_0_is_an_autoencoder()
    {
        var findings = Trained("objective.beta=0", "training.epochs=40");
        Assert.Equal([Sickness.KlWeight, Sickness.PriorMismatch], findings.Where(f => f.Severity == Severity.Problem).Select(f => f.Sickness).Except([Sickness.VanishedDeviation]));
        Assert.Contains("autoencoder", findings.The(Sickness.KlWeight).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deep_network_of_sigmoids_has_vanishing_gradients()
    {
        string layers = string.Join(',', Enumerable.Repeat("""{"kind":"dense","units":32,"activation":"sigmoid"}""", 8));
        var findings = Trained($"model.encoder=[{layers}]", "training.epochs=1");
        Assert.Equal("model.encoder.*.activation", findings.The(Sickness.VanishingGradients).Setting);
        Assert.Contains("encoder.0", findings.The(Sickness.VanishingGradients).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deep_network_with_large_weights_has_exploding_gradients()
    {
        string layers = string.Join(',', Enumerable.Repeat("""{"kind":"dense","units":32,"activation":"leakyRelu"}""", 8));
        var findings = Trained($"model.decoder=[{layers}]", "model.initialiserScale=4", "training.epochs=1", "training.learningRate=0.00001");
        Assert.Contains(findings, f => f.Sickness == Sickness.ExplodingGradients && f.Severity >= Severity.Warning);
    }

    [Fact]
    public void A_learning_rate_too_high_is_seen()
    {
        var findings = Trained("training.learningRate=0.1", "model.encoder.*.activation=elu", "model.decoder.*.activation=elu");
        Assert.Equal("training.learningRate", findings.The(Sickness.UnsteadyLoss).Setting);
    }

    [Fact]
    public void Sixty_four_digits_are_learned_by_heart()
    {
        var few = new DataSplits(DigitRun.Data.Train.Slice(0, 64, "few"), DigitRun.Data.Validation, DigitRun.Data.Test);
        string[] settings = ["model.encoder.*.activation=elu", "model.decoder.*.activation=elu", "training.epochs=500"];
        using var patient = new Patient(few, settings);
        var findings = patient.Examine();
        findings.Are(Sickness.OverFitting);

        var unseen = few with { Validation = few.Validation.Slice(0, 0, "none") };
        using var without = new Patient(unseen, settings);
        findings = without.Examine();
        findings.Are(Sickness.OverFitting);
        Assert.Equal("data.validation", findings.The(Sickness.OverFitting).Setting);

        using var best = new Patient(few, [.. settings, "training.select=best"]);
        findings = best.Examine();
        findings.Are();
        Assert.Equal((Severity.Note, "training.patience"), (findings.The(Sickness.OverFitting).Severity, findings.The(Sickness.OverFitting).Setting));
    }

    [Fact]
    public void A_tanh_output_wastes_half_its_range_on_data_from_0_to_1()
    {
        var findings = Trained([.. Gaussian, "model.output.activation=tanh"]);
        findings.Are(Sickness.DataRange);
        Assert.Contains("gives -1 to 1", findings.The(Sickness.DataRange).Evidence, StringComparison.Ordinal);
        Assert.Equal("data.range", findings.The(Sickness.DataRange).Setting);
        Trained([.. Gaussian, "model.output.activation=tanh", "data.range=signed"]).Are();
    }

    [Fact]
    public void A_sigmoid_output_cannot_reach_standardised_data()
    {
        var findings = Trained([.. Gaussian, "model.output.activation=sigmoid", "data.range=standardised"]);
        findings.Are(Sickness.DataRange);
        Assert.Equal((Severity.Problem, "model.output.activation"), (findings.The(Sickness.DataRange).Severity, findings.The(Sickness.DataRange).Setting));
        Trained([.. Gaussian, "model.output.activation=sigmoid"]).Are();
    }

    [Fact]
    public void A_bernoulli_likelihood_is_not_made_for_values_above_1()
    {
        using var patient = new Patient(DigitRun.Data);
        var values = new float[64 * 784];
        var lanes = new float[Lanes.Length(64, 784)];
        DigitRun.Data.Test.Gather(Enumerable.Range(0, 64).ToArray(), 2, 0, lanes);
        Lanes.Unpack(lanes, 64, 784, values);
        var bright = new FloatDataset("bright", DigitRun.Data.Train.Shape, values);
        var findings = patient.Examine(data: DigitRun.Data with { Test = bright });
        Assert.Equal((Severity.Problem, "model.likelihood"), (findings.The(Sickness.DataRange).Severity, findings.The(Sickness.DataRange).Setting));
        Assert.Contains("0 to 2 (data.range unit)", findings.The(Sickness.DataRange).Evidence, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Trained(params string[] settings)
    {
        using var patient = new Patient(DigitRun.Data, settings);
        return patient.Examine();
    }
}
