using System.Text;
using Elbo.Data.Pictures;
using Elbo.Reports;
using Elbo.Runs;

namespace Elbo.Fuzz.Targets;

/// <summary>CelebA's partition.</summary>
internal sealed class PartitionTarget(string scratch) : FileTarget("partition", scratch, "list_eval_partition.txt")
{
    public override IReadOnlyList<byte[]> Tokens { get; } = Words.Of("000001.jpg", "image_id,partition", "\n", "\r\n", "\r", ",", "\t", " ", "0", "1", "2", "3", "\0", "\uFEFF");

    public override IEnumerable<byte[]> Seeds() => Words.Of("000001.jpg 0\n000002.jpg 1\n000003.jpg 2\n", "image_id,partition\n000001.jpg,0\r\n000002.jpg,1\n\n000003.jpg\t2");

    protected override bool Open(byte[] file) => Celeba.ReadPartition(Path).Count > 0;
}

/// <summary>metrics.csv: read, cut back, and added to.</summary>
internal sealed class MetricsTarget(string scratch) : FileTarget("metrics", scratch, "metrics.csv")
{
    private static readonly byte[] Seed = Written();

    public override IReadOnlyList<byte[]> Tokens { get; } = Words.Of(",", "\n", "\r\n", ",,", "NaN", "Infinity", "-", "1e999", "epoch,step", "\uFEFF", "\0", "٣");

    public override IEnumerable<byte[]> Seeds() => [Seed, Seed[..^5]];

    protected override bool Open(byte[] file)
    {
        var log = new MetricsLog(Path);
        var rows = log.Read();
        if (rows.Count == 0 || (file[^1] & 7) != 0) return rows.Count > 0;
        // Rarely, because it waits for the disk: what was read is written as it was.
        log.Append(rows[^1]);
        if (log.Read() is var more && (more.Count != rows.Count + 1 || !more[^1].Equals(rows[^1]))) throw new InvalidOperationException("A row written is not the row read.");
        return true;
    }

    private static byte[] Written()
    {
        string path = System.IO.Path.GetTempFileName();
        try
        {
            File.Delete(path);
            var log = new MetricsLog(path);
            log.Append(new() { Epoch = 1, Step = 10, Loss = 1.5, Kl = double.NaN, GradientNorm = double.PositiveInfinity, Seconds = 0.25 });
            log.Append(new() { Epoch = 2, Step = 20, Loss = -1e-300, ValidationLoss = 3, ValidationKl = 1, ValidationReconstruction = 2, SkippedSteps = 4 });
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

/// <summary>latent-tsne.csv.</summary>
internal sealed class MapTarget() : Target("map")
{
    public override IReadOnlyList<byte[]> Tokens { get; } = Words.Of(",", "\n", "\"", "\"\"", "index,x,y,label", "NaN", "1e39", "\0");

    public override IEnumerable<byte[]> Seeds() => Words.Of("index,x,y,label\n0,1.5,-2,3\n1,0,1e-3,\"a,b\"\n", "index,x,y,label\n0,1,2,");

    public override bool Read(byte[] file) => MapFile.Parse(Encoding.UTF8.GetString(file).Split('\n')) is { } map && map.X.Length == map.Labels.Length && map.Y.Length == map.X.Length;
}
