using System.Globalization;
using System.Text.Json;

namespace Elbo.Cli.Tests;

/// <summary>What a user is told when training runs away.</summary>
public sealed class DivergingTrainingTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void A_run_that_breaks_ends_with_exit_code_1_and_one_sentence_and_the_doctor_says_so()
    {
        string[] wild = ["--steps", "60", "--set", "training.learningRate=1000000", "--set", "model.deviation=exp", "--set", "model.deviationFloor=0", "--set", "training.maximumSkippedSteps=3", "--quiet"];
        var outcome = place.Train("wild", wild);
        outcome.Refused(1, "Training stopped at step", "was not finite in 4 steps in a row", "lower training.learningRate", "the last good checkpoint is");
        Assert.NotEqual("", place.Newest("wild"));
        var doctor = place.Elbo("doctor", "wild", "--strict", "--json");
        Assert.Equal(1, doctor.Code);
        using var document = JsonDocument.Parse(doctor.Output);
        Assert.False(document.RootElement.GetProperty("healthy").GetBoolean());
        Assert.DoesNotContain("NaN", doctor.Output, StringComparison.Ordinal);
        var evaluated = place.Elbo("evaluate", "wild", "--json");
        if (evaluated.Code == 0) JsonDocument.Parse(evaluated.Output).Dispose();
        else evaluated.Refused(1, "not finite");
    }

    [Fact]
    public void A_learning_rate_of_10_trains_to_its_end_in_numbers()
    {
        place.Train("fast", "--steps", "30", "--set", "training.learningRate=10", "--quiet").Done();
        foreach (string cell in File.ReadAllLines(place["fast/metrics.csv"]).Skip(1).SelectMany(line => line.Split(',')).Where(cell => cell.Length > 0))
            Assert.True(double.IsFinite(double.Parse(cell, CultureInfo.InvariantCulture)), cell);
        using var evaluation = JsonDocument.Parse(place.Elbo("evaluate", "fast", "--json").Done().Output);
        Assert.Equal(JsonValueKind.Number, evaluation.RootElement.GetProperty("elbo").ValueKind);
        Assert.Equal(1, place.Elbo("doctor", "fast", "--strict").Code);
    }
}
