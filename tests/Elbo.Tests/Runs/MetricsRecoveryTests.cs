using Elbo.Runs;

namespace Elbo.Tests.Runs;

public sealed class MetricsRecoveryTests
{
    private const int Epochs = 4;

    private static MetricsLog Log(TemporaryFolder folder)
    {
        var log = new MetricsLog(folder["metrics.csv"]);
        for (int epoch = 1; epoch <= Epochs; epoch++) log.Append(new EpochMetrics { Epoch = epoch, Step = 100 * epoch, Loss = 1.0 / epoch });
        return log;
    }

    private static string? Recover(MetricsLog log) => MetricsRecovery.Run(log, Epochs, epoch => 100L * epoch);

    [Fact]
    public void A_whole_file_stays_as_it_is_and_nothing_is_said()
    {
        using var folder = new TemporaryFolder();
        var log = Log(folder);
        byte[] before = File.ReadAllBytes(log.Path);
        Assert.Null(Recover(log));
        Assert.Equal(before, File.ReadAllBytes(log.Path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_file_that_is_missing_or_cut_off_is_told_of()
    {
        using var folder = new TemporaryFolder();
        var log = Log(folder);
        string whole = File.ReadAllText(log.Path);
        File.WriteAllText(log.Path, whole[..^3]);
        Assert.Equal($"{log.Path} lacks the rows of 1 of 4 epochs; the run goes on without them.", Recover(log));
        File.Delete(log.Path);
        Assert.Equal($"{log.Path} lacks the rows of 4 of 4 epochs; the run goes on without them.", Recover(log));
        Assert.False(File.Exists(log.Path));
    }

    [Fact]
    public void Any_flipped_bit_costs_one_row_at_most_and_the_file_is_kept()
    {
        using var folder = new TemporaryFolder();
        var log = Log(folder);
        byte[] whole = File.ReadAllBytes(log.Path);
        int told = 0;
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] flipped = [.. whole];
            flipped[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(log.Path, flipped);
            string? notice = Recover(log);
            var rows = log.Read();
            // A line feed less makes one line of two.
            Assert.InRange(rows.Count, Epochs - 2, Epochs);
            Assert.All(rows, row => Assert.Equal(100 * row.Epoch, row.Step));
            if (notice is null)
            {
                // A digit of a loss became another: rows have no checksums.
                Assert.Equal(Epochs, rows.Count);
                continue;
            }
            told++;
            if (!notice.Contains("was damaged", StringComparison.Ordinal)) continue;
            Assert.Equal(flipped, File.ReadAllBytes(log.Path + ".damaged"));
            File.Delete(log.Path + ".damaged");
        }
        Assert.InRange(told, whole.Length / 2, whole.Length);
    }

    [Fact]
    public void A_header_that_alone_is_damaged_costs_no_row_and_none_is_said_to_be_lost()
    {
        using var folder = new TemporaryFolder();
        var log = Log(folder);
        string whole = File.ReadAllText(log.Path);
        File.WriteAllText(log.Path, "E" + whole[1..]);
        Assert.Equal($"{log.Path} was damaged: no epoch's row is lost and the file is kept as metrics.csv.damaged; the run goes on.", Recover(log));
        Assert.Equal(whole, File.ReadAllText(log.Path));
        Assert.Null(Recover(log));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(Epochs)]
    public void A_lost_row_is_told_of_once_and_not_at_every_later_resume(int lost)
    {
        using var folder = new TemporaryFolder();
        var log = Log(folder);
        string[] lines = File.ReadAllLines(log.Path);
        lines[lost] = "?" + lines[lost];
        File.WriteAllText(log.Path, string.Concat(lines.Select(line => line + "\n")));
        Assert.Equal($"{log.Path} was damaged: the rows of 1 of 4 epochs are lost and the file is kept as metrics.csv.damaged; the run goes on.", Recover(log));
        Assert.Null(Recover(log));
        // Training went on.
        log.Append(new EpochMetrics { Epoch = Epochs + 1, Step = 100 * (Epochs + 1) });
        Assert.Null(MetricsRecovery.Run(log, Epochs + 1, epoch => 100L * epoch));
    }

    [Fact]
    public void A_second_damage_leaves_the_copy_of_the_first()
    {
        using var folder = new TemporaryFolder();
        var log = Log(folder);
        foreach (string damage in new[] { "first", "second", "third" })
        {
            File.AppendAllText(log.Path, damage + "\n");
            Assert.Contains("was damaged", Recover(log), StringComparison.Ordinal);
        }
        foreach (var (name, end) in new[] { ("", "first\n"), ("-2", "second\n"), ("-3", "third\n") })
            Assert.EndsWith(end, File.ReadAllText(log.Path + ".damaged" + name), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_later_epochs_are_left_for_the_resumed_run_to_drop()
    {
        using var folder = new TemporaryFolder();
        var log = Log(folder);
        Assert.Null(MetricsRecovery.Run(log, 2, epoch => 100L * epoch));
        Assert.Equal(Epochs, log.Read().Count);
        log.Truncate(200, 2);
        Assert.Equal(2, log.Read().Count);
    }
}
