using Elbo.Diagnosis;
using Elbo.Tests.Training;

namespace Elbo.Tests.Diagnosis;

/// <summary>What is advised where the KL divergence is ruled by something else than a weight alone.</summary>
public sealed class KlRemedyTests
{
    [Theory]
    [InlineData("objective.capacity.nats", "objective.capacity.nats=0", "objective.capacity.steps=1")]
    [InlineData("objective.capacity.steps", "objective.capacity.nats=0.001", "objective.capacity.steps=1000000")]
    [InlineData("objective.beta", "objective.beta=200")]
    public void Codes_that_are_empty_are_advised_by_the_objective(string setting, params string[] settings)
    {
        using var patient = new Patient(DigitRun.Data, settings);
        Advises(patient.Examine().The(Sickness.PosteriorCollapse), setting, patient);
    }

    [Theory]
    [InlineData("objective.capacity.weight", "objective.capacity.nats=5", "objective.capacity.steps=1")]
    [InlineData("objective.capacity.nats", "objective.capacity.nats=60", "objective.capacity.steps=1")]
    [InlineData("objective.annealing.steps", "objective.annealing.kind=linear", "objective.annealing.steps=1000000")]
    [InlineData("objective.freeBits", "objective.freeBits=50")]
    [InlineData("objective.beta")]
    public void Codes_beside_the_prior_are_advised_by_the_objective(string setting, params string[] settings)
    {
        using var patient = new Patient(DigitRun.Data, settings);
        var findings = patient.Examine(vae => Patient.Weights(vae, "encoder.2.bias")[0] += 6);
        Advises(findings.The(Sickness.PriorMismatch), setting, patient);
    }

    /// <summary>Names a setting that the recipe's rules let be changed.</summary>
    private static void Advises(Finding finding, string setting, Patient patient)
    {
        Assert.Equal(setting, finding.Setting);
        Assert.Contains(setting, finding.Advice, StringComparison.Ordinal);
        Assert.NotNull(patient.Run.Recipe.With([$"{setting}=2"]));
    }
}
