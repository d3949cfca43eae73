namespace Elbo.Cli.Tests;

public sealed class ReportTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Every_run_has_a_page_that_can_be_written_again()
    {
        string run = place.CopyOfRun("reported"), page = Path.Combine(place[run], "report.html");
        string first = File.ReadAllText(page);
        File.Delete(page);
        Assert.Equal(Path.Combine(run, "report.html"), place.Elbo("report", run).Done().LastLine);
        // But for the run's path, which differs, it is the same.
        Assert.Equal(first.Replace(place.FinishedRun, run, StringComparison.Ordinal), File.ReadAllText(page));
        Assert.Equal("mine.html", place.Elbo("report", run, "--out", "mine.html").Done().LastLine);
        Assert.Equal(File.ReadAllText(page), File.ReadAllText(place["mine.html"]));
    }

    [Fact]
    public void A_run_without_a_checkpoint_has_a_page_and_what_is_no_run_has_none()
    {
        string bare = place.CopyOfRun("bare");
        Directory.Delete(Path.Combine(place[bare], "checkpoints"), recursive: true);
        File.Delete(Path.Combine(place[bare], "metrics.csv"));
        place.Elbo("report", bare).Done();
        Assert.Contains("The run has no checkpoint yet", File.ReadAllText(Path.Combine(place[bare], "report.html")));
        place.Elbo("report", "nowhere").Refused(1, "nowhere");
        place.Elbo("report", bare, "--out", Path.Combine("missing", "page.html")).Refused(1, "missing");
    }
}
