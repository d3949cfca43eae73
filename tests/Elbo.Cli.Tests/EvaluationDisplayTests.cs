using Elbo.Cli.Display;

namespace Elbo.Cli.Tests;

public sealed class EvaluationDisplayTests
{
    [Fact]
    public void Lines_tell_of_tasks_under_way_only_and_with_the_time_left()
    {
        var lines = new List<string>();
        var progress = EvaluationDisplay.Plain(lines.Add, TimeSpan.Zero);
        foreach (var (task, done) in new[] { ("first", 0.0), ("first", 0.25), ("first", 1), ("second", 0.5), ("second", 1) }) progress.Report(new(task, done));
        Assert.Equal(2, lines.Count);
        Assert.StartsWith("first, 25 %, 0:00 left", lines[0]);
        Assert.StartsWith("second, 50 %, 0:00 left", lines[1]);
        lines.Clear();
        progress = EvaluationDisplay.Plain(lines.Add, TimeSpan.FromHours(1));
        progress.Report(new("slow", 0.5));
        Assert.Empty(lines);
    }
}
