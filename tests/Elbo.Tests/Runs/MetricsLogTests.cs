using Elbo.Runs;

namespace Elbo.Tests.Runs;

public sealed class MetricsLogTests
{
    private static EpochMetrics Row(int epoch) => new()
    {
        Epoch = epoch, Step = epoch * 100L, Loss = 1.0 / 3 + epoch, Reconstruction = 0.1, Kl = 1e-300, ValidationLoss = epoch % 2 == 0 ? null : 5.5,
        LearningRate = 1e-4, GradientNorm = double.NaN, ImagesPerSecond = 123456.789, Seconds = double.PositiveInfinity, SkippedSteps = 3,
    };

    [Fact]
    public void Rows_come_back_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var log = new MetricsLog(folder["metrics.csv"]);
        Assert.Empty(log.Read());
        for (int epoch = 1; epoch <= 5; epoch++) log.Append(Row(epoch));
        Assert.Equal(Enumerable.Range(1, 5).Select(Row), new MetricsLog(log.Path).Read());
        string[] lines = File.ReadAllLines(log.Path);
        Assert.Equal("epoch,step,loss,reconstruction,kl,validationLoss,validationReconstruction,validationKl,learningRate,gradientNorm,imagesPerSecond,seconds,skippedSteps", lines[0]);
        Assert.Equal("2,200,2.3333333333333335,0.1,1E-300,,,,0.0001,NaN,123456.789,Infinity,3", lines[2]);
    }

    [Fact]
    public void A_file_cut_at_any_byte_keeps_its_whole_rows_and_goes_on()
    {
        using var folder = new TemporaryFolder();
        var log = new MetricsLog(folder["metrics.csv"]);
        for (int epoch = 1; epoch <= 3; epoch++) log.Append(Row(epoch));
        byte[] whole = File.ReadAllBytes(log.Path);
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(log.Path, whole[..length]);
            int rows = Math.Max(0, whole.AsSpan(0, length).Count((byte)'\n') - 1);
            Assert.Equal(rows, log.Read().Count);
            for (int epoch = rows + 1; epoch <= 3; epoch++) log.Append(Row(epoch));
            Assert.Equal(whole, File.ReadAllBytes(log.Path));
        }
    }

    [Fact]
    public void Rows_beyond_a_step_are_dropped_and_written_again_alike()
    {
        using var folder = new TemporaryFolder();
        var log = new MetricsLog(folder["metrics.csv"]);
        log.Truncate(100);
        Assert.False(File.Exists(log.Path));
        for (int epoch = 1; epoch <= 4; epoch++) log.Append(Row(epoch));
        string whole = File.ReadAllText(log.Path);
        File.AppendAllText(log.Path, "5,500,0.1");
        log.Truncate(299);
        Assert.Equal([1, 2], log.Read().Select(row => row.Epoch));
        log.Append(Row(3));
        log.Append(Row(4));
        Assert.Equal(whole, File.ReadAllText(log.Path));
        log.Truncate(0);
        Assert.Single(File.ReadAllLines(log.Path));
    }

    [Fact]
    public void A_damaged_row_is_named_by_its_line()
    {
        using var folder = new TemporaryFolder();
        var log = new MetricsLog(folder["metrics.csv"]);
        log.Append(Row(1));
        string good = File.ReadAllText(log.Path);
        foreach (var (row, why) in new[] { ("1,2", "it has 2 of 13 columns"), ("x,1,,,,,,,,,,,", "'x' is not a whole number"), ("1,1,y,1,1,,,,1,1,1,1,0", "'y' is not a number"), ("-1,1,1,1,1,,,,1,1,1,1,0", "'-1' is not a whole number"), ("\0", "it has 1 of 13 columns") })
        {
            File.WriteAllText(log.Path, good + row + "\n");
            Assert.Equal($"{log.Path}, line 3: this row is damaged ({why}); mend or delete the line.", Assert.Throws<ElboException>(log.Read).Message);
        }
        File.WriteAllText(log.Path, "a,b\n1,2\n");
        Assert.Contains("line 1", Assert.Throws<ElboException>(log.Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_gone_is_named() =>
        Assert.Contains("its folder does not exist", Assert.Throws<ElboException>(() => new MetricsLog(Path.Combine(Path.GetTempPath(), "elbo-gone", "m.csv")).Append(Row(1))).Message, StringComparison.Ordinal);
}
