using Elbo.Crash;

namespace Elbo.Cli.Tests;

/// <summary>A short part of the crash test in bench/crash, whose long one kills every recipe.</summary>
public sealed class CrashTests
{
    // Figures of every epoch, a folder of pictures that is packed first; and plain digits, killed in half-written files.
    [Theory]
    [InlineData("digits, many figures", new[] { Phase.Cache, Phase.Steps, Phase.EpochFigure, Phase.Report })]
    [InlineData("simple-vae", new[] { Phase.StartUp, Phase.Creation, Phase.Checkpoint, Phase.Metrics, Phase.Resume })]
    public void A_run_that_is_killed_again_and_again_can_always_be_read_ends_with_the_same_bits_and_leaves_nothing(string name, Phase[] aims)
    {
        if (!OperatingSystem.IsLinux()) return;
        string folder = Directory.CreateTempSubdirectory("elbo-crash-").FullName;
        try
        {
            var life = new Life(Path.Combine(AppContext.BaseDirectory, "Elbo.Cli.dll"), new CaseData(Path.Combine(folder, "data")));
            var what = Cases.All.Single(each => each.Name == name);
            var straight = life.Straight(what, Path.Combine(folder, "straight"));
            var end = life.Live(what, aims, straight, Path.Combine(folder, "killed"), new Random(5));
            Assert.DoesNotContain(end.Kills, kill => kill.Complaint is not null);
            Assert.Empty(end.Differences);
            Assert.InRange(end.Kills.Count, 2, aims.Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
