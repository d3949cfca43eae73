using Elbo.Runs;

namespace Elbo.Tests.Training;

public sealed class RunRecordTests
{
    private const string Recipe = "tanh-small";
    private const int Steps = 200;

    [Fact]
    public void Rows_of_metrics_that_could_not_be_written_are_not_lost_behind_a_checkpoint()
    {
        using var folder = new TemporaryFolder();
        string path = folder["run"], metrics = Path.Combine(path, "metrics.csv"), aside = folder["aside"];
        var stopped = Assert.Throws<ElboException>(() => DigitRun.Train(Recipe, Steps, 2, path, [], step =>
        {
            if (step != 60) return;
            File.Move(metrics, aside);
            Directory.CreateDirectory(metrics);
        }));
        Assert.Contains("Training stopped at step 200", stopped.Message);
        Assert.Contains("step-000000050", stopped.Message);
        Assert.Contains("metrics.csv", stopped.Message);

        Directory.Delete(metrics);
        File.Move(aside, metrics);
        Assert.Equal(DigitRun.Straight(Recipe, Steps), DigitRun.Train(Recipe, Steps, 2, path, []));
        Assert.Equal([50, 100, 150, 200], RunDirectory.Open(path).Metrics.Read().Select(row => row.Step));
    }
}
