using Elbo.Diagnosis;
using Elbo.Tests.Training;

namespace Elbo.Tests.Diagnosis;

/// <summary>Healthy models whose metrics tell of a sick training.</summary>
public sealed class SickMetricsTests(Healthy healthy) : IClassFixture<Healthy>
{
    [Fact]
    public void A_run_without_metrics_can_be_examined() =>
        healthy.Rectified.Examine(run: healthy.Rectified.WithMetrics(0, (_, row) => row)).Are();

    [Fact]
    public void A_flat_end_is_nothing_to_speak_of() =>
        Assert.Empty(healthy.Rectified.Examine(run: healthy.Rectified.WithMetrics(20, (i, row) => row with { Loss = 100 + (50 / (i + 1.0)), ValidationLoss = 105 + (50 / (i + 1.0)) })));

    [Fact]
    public void A_validation_loss_that_rises_while_the_training_loss_falls_is_over_fitting()
    {
        var finding = Of(20, i => 150 - (3 * i), i => i < 10 ? 160 - (3 * i) : 133 + (i - 9)).The(Sickness.OverFitting);
        Assert.Equal((Severity.Warning, "training.select"), (finding.Severity, finding.Setting));
        Assert.Contains("rising since epoch 10", finding.What, StringComparison.Ordinal);
        Assert.Contains("rose by 10, 133 to 143", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("from 123 to 93 (nats)", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_validation_loss_that_rises_with_the_training_loss_is_not()
    {
        Of(20, i => i < 10 ? 150 - i : 141 + (0.2 * (i - 9)), i => i < 10 ? 160 - i : 151 + (0.3 * (i - 9))).Are();
        Of(20, i => 100 + (20 / (i + 1.0)), i => i < 10 ? 110 : 110.5).Are();
    }

    [Fact]
    public void With_a_capacity_the_bound_tells_of_over_fitting_and_not_the_distance_from_it()
    {
        using var patient = new Patient(DigitRun.Data, "training.epochs=4", "objective.capacity.nats=3");
        Assert.DoesNotContain(Sickness.OverFitting, Found(validationBound: i => 120 - i, validationLoss: i => 130 + (3 * i)));
        Assert.Contains(Sickness.OverFitting, Found(validationBound: i => i < 10 ? 130 - (3 * i) : 103 + (i - 9), validationLoss: i => 130 - i));

        IEnumerable<Sickness> Found(Func<int, double> validationBound, Func<int, double> validationLoss) =>
            patient.Examine(run: patient.WithMetrics(20, (i, row) => row with
            {
                Loss = 120 - (2 * i),
                Reconstruction = 110 - (2 * i),
                Kl = 5,
                ValidationLoss = validationLoss(i),
                ValidationReconstruction = validationBound(i) - 5,
                ValidationKl = 5,
            })).Select(finding => finding.Sickness);
    }

    [Fact]
    public void A_loss_that_goes_up_and_down_is_a_learning_rate_too_high()
    {
        var findings = Of(12, i => i % 2 == 0 ? 100 : 108, null);
        findings.Are(Sickness.UnsteadyLoss);
        Assert.Contains("in 6 of the last 11 epochs, once by 8;", findings.The(Sickness.UnsteadyLoss).Evidence, StringComparison.Ordinal);
        findings = Of(12, i => i < 8 ? 150 - (5 * i) : 200, null);
        findings.Are(Sickness.UnsteadyLoss);
        Assert.Contains("gone up again", findings.The(Sickness.UnsteadyLoss).What, StringComparison.Ordinal);
        Of(12, i => 100 + (i % 2), null).Are();
    }

    [Fact]
    public void A_loss_that_still_falls_is_noted()
    {
        var finding = Of(10, i => 150 - (5 * i), null).The(Sickness.UnderTrained);
        Assert.Equal((Severity.Note, "training.epochs"), (finding.Severity, finding.Setting));
        Assert.Contains("4.8 % an epoch, to 105", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_half_finished_run_is_noted()
    {
        var run = healthy.Rectified.WithMetrics(2, (i, row) => row with { Step = 40 * (i + 1) });
        var findings = healthy.Rectified.Examine(run: run);
        findings.Are();
        Assert.Contains("step 80 of 768", findings.The(Sickness.UnderTrained).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_short_run_is_noted()
    {
        using var patient = new Patient(DigitRun.Data, "training.epochs=2");
        Assert.Contains("It has 64 steps", patient.Examine().The(Sickness.UnderTrained).Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, Severity.Warning)]
    [InlineData(80, Severity.Problem)]
    public void Skipped_steps_are_exploding_gradients(long skipped, Severity severity)
    {
        var findings = healthy.Rectified.Examine(run: healthy.Rectified.WithMetrics(5, (_, row) => row with { SkippedSteps = skipped }));
        findings.Are(Sickness.ExplodingGradients);
        Assert.Equal((severity, "training.clip"), (findings[0].Severity, findings[0].Setting));
        Assert.Contains($"{skipped} of 768 steps", findings[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_that_grow_from_epoch_to_epoch_explode()
    {
        var findings = healthy.Rectified.Examine(run: healthy.Rectified.WithMetrics(6, (i, row) => row with { GradientNorm = 5 * Math.Pow(4, i) }));
        findings.Are(Sickness.ExplodingGradients);
        Assert.Contains("was 5 in epoch 1 and is 5,120 in epoch 6", findings[0].Evidence, StringComparison.Ordinal);
        healthy.Rectified.Examine(run: healthy.Rectified.WithMetrics(6, (i, row) => row with { GradientNorm = 5 * Math.Pow(2, i) })).Are();
    }

    private IReadOnlyList<Finding> Of(int epochs, Func<int, double> loss, Func<int, double>? validation) =>
        healthy.Rectified.Examine(run: healthy.Rectified.WithMetrics(epochs, (i, row) => row with { Loss = loss(i), ValidationLoss = validation?.Invoke(i) }));
}
