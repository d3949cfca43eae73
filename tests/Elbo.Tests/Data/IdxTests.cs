using Elbo.Data;

namespace Elbo.Tests.Data;

public class IdxTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_gzipped_or_not_whatever_the_file_is_called(bool gzip)
    {
        using var folder = new TemporaryFolder();
        byte[] Pack(byte[] bytes) => gzip ? IdxBytes.Gzip(bytes) : bytes;
        var data = Idx.ReadDataset(folder.Write("a", Pack(IdxBytes.Images(25))), folder.Write("b", Pack(IdxBytes.Labels(25, 4))), "set");
        Assert.Equal((25, 1, 4, 3), (data.Count, data.Shape.Channels, data.Shape.Height, data.Shape.Width));
        Assert.Equal(IdxBytes.Ramp(25 * 12), data.Values.ToArray());
        Assert.Equal([0, 1, 2, 3, 0], data.Labels!.Take(5));
        Assert.Equal(["0", "1", "2", "3"], data.LabelNames);
    }

    [Fact]
    public void A_file_larger_than_the_first_buffer_is_read_whole()
    {
        byte[] file = IdxBytes.Images(6000, 28, 28);
        Assert.Equal(file[16..], Idx.ReadImages(new Trickle(IdxBytes.Gzip(file)), "big").Pixels);
    }

    [Fact]
    public void A_stream_that_gives_one_byte_at_a_time_is_read_whole() =>
        Assert.Equal(IdxBytes.Ramp(60), Idx.ReadImages(new Trickle(IdxBytes.Images(5), 1), "slow").Pixels);

    public static TheoryData<string, byte[], string> Damaged => new()
    {
        { "empty", [], "ends after 0 of the 16 bytes" },
        { "one byte", [0], "ends after 1 of the 16 bytes" },
        { "half a header", IdxBytes.Images(5)[..10], "ends after 10 of the 16 bytes" },
        { "truncated", IdxBytes.Images(5)[..^1], "is cut short: 59 of the 60 bytes" },
        { "oversized", [.. IdxBytes.Images(5), 0], "goes on after the 60 bytes" },
        { "wrong magic", IdxBytes.Images(5, magic: 2052), "starts with 2052" },
        { "labels", IdxBytes.Labels(5), "holds labels (magic number 2049) where images (2051) belong" },
        { "negative count", IdxBytes.File(2051, [-5, 4, 3], []), "claims -5 images" },
        { "zero count", IdxBytes.File(2051, [0, 4, 3], []), "claims 0 images" },
        { "zero width", IdxBytes.File(2051, [5, 4, 0], []), "claims 0 columns" },
        { "absurd", IdxBytes.File(2051, [int.MaxValue, int.MaxValue, int.MaxValue], []), "claims 2147483647 × 2147483647 × 2147483647 bytes" },
        { "absurd but addressable", IdxBytes.File(2051, [2_000_000, 28, 28], [1, 2, 3]), "is cut short: 3 of the 1568000000 bytes" },
        { "oversized gzip", IdxBytes.Gzip([.. IdxBytes.Images(5), 0]), "goes on after the 60 bytes" },
        { "truncated gzip content", IdxBytes.Gzip(IdxBytes.Images(5)[..^1]), "is cut short: 59 of the 60 bytes" },
        { "gzip with a flipped bit", Flip(IdxBytes.Gzip(IdxBytes.Images(5)), 30), "" },
        { "gzip with a wrong checksum", Flip(IdxBytes.Gzip(IdxBytes.Images(5)), -7), "its gzip data cannot be unpacked" },
        { "gzip cut in the middle", IdxBytes.Gzip(IdxBytes.Images(500))[..60], "" },
        { "only a gzip mark", [0x1F, 0x8B], "" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damage_is_one_sentence_with_the_path(string what, byte[] bytes, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(what, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ElboException>(() => Idx.ReadImages(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_in_the_place_of_labels_are_told_apart()
    {
        var error = Assert.Throws<ElboException>(() => Idx.ReadLabels(new MemoryStream(IdxBytes.Images(5)), "labels.idx"));
        Assert.Contains("'labels.idx' holds images (magic number 2051) where labels (2049) belong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_bomb_is_not_unpacked_past_what_its_header_says()
    {
        byte[] bomb = IdxBytes.Gzip(IdxBytes.File(2051, [1, 4, 3], new byte[64 << 20]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ElboException>(() => Idx.ReadImages(new MemoryStream(bomb), "bomb"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains("'bomb' goes on after the 12 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_and_labels_of_different_counts_are_refused()
    {
        using var folder = new TemporaryFolder();
        string images = folder.Write("images", IdxBytes.Images(5)), labels = folder.Write("labels", IdxBytes.Labels(6));
        var error = Assert.Throws<ElboException>(() => Idx.ReadDataset(images, labels, "set"));
        Assert.Contains("has 6 labels but", error.Message, StringComparison.Ordinal);
        Assert.Contains("has 5 images", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_beyond_the_classes_is_refused()
    {
        using var folder = new TemporaryFolder();
        string images = folder.Write("images", IdxBytes.Images(12)), labels = folder.Write("labels", IdxBytes.Labels(12, 11));
        Assert.Equal(11, Idx.ReadDataset(images, labels, "set").LabelNames.Count);
        var error = Assert.Throws<ElboException>(() => Idx.ReadDataset(images, labels, "set", classes: 10));
        Assert.Contains("gives image 10 the label 10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_one_sentence()
    {
        var error = Assert.Throws<ElboException>(() => Idx.ReadImages(Path.Combine("no", "such", "file")));
        Assert.Contains("there is no such file", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Flip(byte[] bytes, int at)
    {
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x10;
        return bytes;
    }

    // A stream that cannot seek and gives few bytes at a time, like a pipe.
    private sealed class Trickle(byte[] bytes, int most = 1000) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(most, count));
    }
}
