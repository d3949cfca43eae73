using System.Diagnostics;
using Elbo.Tests;

namespace Elbo.Cli.Tests;

public sealed class DiskTests(Workplace place) : IClassFixture<Workplace>
{
    private static readonly string[] Words = ["--epochs", "6", "--set", "training.pictureEpochs=2", "--quiet"];

    [SmallDiskFact]
    public void A_disk_that_fills_up_while_training_costs_no_bit_once_there_is_room()
    {
        byte[] straight = End(place.Train("straight", Words).Done().LastLine);
        foreach (int free in new[] { 4, 60, 200 })
        {
            string disk = Directory.CreateDirectory(place[$"disk-{free}"]).FullName, filler = Path.Combine(disk, "filler");
            Assert.True(SmallDiskFactAttribute.Mount(disk, 4096));
            try
            {
                File.WriteAllBytes(filler, new byte[(4096 - free) << 10]);
                var full = place.Train($"disk-{free}/run", Words);
                Assert.Equal(1, full.Code);
                Assert.Equal("", full.Output);
                string last = full.Errors.TrimEnd().Split('\n')[^1];
                Assert.EndsWith("the disk is full; free some space and run again.", last, StringComparison.Ordinal);
                Assert.DoesNotContain("Exception", full.Errors, StringComparison.Ordinal);
                File.Delete(filler);
                var again = File.Exists(Path.Combine(disk, "run", "run.json")) ? place.Elbo("train", "--resume", $"disk-{free}/run", "--quiet") : place.Train($"disk-{free}/run", Words);
                Assert.Equal(straight, End(again.Done().LastLine));
                Assert.Empty(Directory.GetFiles(disk, "*.elbo-tmp", SearchOption.AllDirectories));
            }
            finally
            {
                Assert.True(SmallDiskFactAttribute.Unmount(disk));
            }
        }
    }

    [SmallDiskFact]
    public void On_a_read_only_disk_a_run_can_be_looked_at_but_not_changed()
    {
        string disk = Directory.CreateDirectory(place["locked"]).FullName;
        Assert.True(SmallDiskFactAttribute.Mount(disk, 4096));
        try
        {
            place.CopyOfRun("locked/run");
            Assert.True(SmallDiskFactAttribute.Protect(disk));
            place.Elbo("evaluate", "locked/run").Done();
            place.Elbo("sample", "locked/run", "--out", "elsewhere.png").Done();
            place.Elbo("sample", "locked/run").Refused(1, "Could not write", "the disk is read-only");
            place.Elbo("report", "locked/run").Refused(1, "Could not write", "the disk is read-only");
            place.Elbo("train", "--resume", "locked/run").Refused(1, "Could not write", "the disk is read-only");
            place.Train("locked/new").Refused(1, "Could not write", "the disk is read-only");
        }
        finally
        {
            Assert.True(SmallDiskFactAttribute.Unmount(disk));
        }
    }

    [Fact]
    public void A_log_on_a_full_disk_does_not_end_training()
    {
        if (!File.Exists("/dev/full")) return;
        var start = new ProcessStartInfo("sh") { WorkingDirectory = place.Folder, RedirectStandardOutput = true };
        foreach (string word in new[] { "-c", "exec dotnet \"$0\" \"$@\" 2>/dev/full", Path.Combine(AppContext.BaseDirectory, "Elbo.Cli.dll") }.Concat(Workplace.TrainWords("logged", "--steps", "10")))
            start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("logged", output, StringComparison.Ordinal);
    }

    private byte[] End(string run) => File.ReadAllBytes(place.Newest(run));
}
