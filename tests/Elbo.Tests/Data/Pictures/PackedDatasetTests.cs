using Elbo.Data;
using Elbo.Tensors;

namespace Elbo.Tests.Data.Pictures;

public class PackedDatasetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(61)]
    public void The_same_pixels_give_the_same_bits_as_bytes_in_memory(int batch)
    {
        using var files = new PictureFiles().AddMany(70);
        var packed = files.Load(whole: true).Test;
        var inMemory = new ByteDataset("bytes", packed.Shape, PictureFiles.Bytes(packed).SelectMany(row => row).ToArray());
        int[] indices = [.. Enumerable.Range(0, batch).Select(i => ((i * 37) + 11) % 70)];
        int length = Lanes.Length(batch, packed.Shape.Features);
        float[] a = new float[length], b = new float[length];
        Array.Fill(a, 7);
        packed.Gather(indices, 1f / 255, -0.1f, a);
        inMemory.Gather(indices, 1f / 255, -0.1f, b);
        Assert.Equal(b, a);
        Assert.Equal(inMemory.Moments(), packed.Moments());
        Assert.Equal(inMemory.Range, packed.Range);
        Assert.Equal(inMemory.Digest(), packed.Digest());
        Assert.Equal(inMemory.Slice(3, 9, "part").Digest(), packed.Slice(3, 9, "part").Digest());
    }

    [Fact]
    public void A_slice_is_a_window()
    {
        using var files = new PictureFiles();
        for (int i = 0; i < 8; i++) files.Add($"{"abcd"[i / 2]}/{i}.png", i);
        var data = files.Load(options: new() { Labels = Elbo.Recipes.PictureLabels.Folders }, whole: true).Test;
        var part = data.Slice(3, 4, "part");
        Assert.Equal(("part", 4), (part.Name, part.Count));
        Assert.Equal([1, 2, 2, 3], part.Labels!);
        Assert.Equal(PictureFiles.Bytes(data)[3..7], PictureFiles.Bytes(part));
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Gather([4], 1, 0, new float[part.Shape.Features * 32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Slice(6, 3, "past"));
        Assert.Throws<ElboException>(() => data.Slice(0, 0, "none").Moments());
    }

    [Fact]
    public void Gathering_allocates_nothing_once_it_is_warm()
    {
        using var files = new PictureFiles().AddMany(40);
        var data = files.Load(whole: true).Test;
        int[] indices = [.. Enumerable.Range(0, 40)];
        var lanes = new float[Lanes.Length(40, data.Shape.Features)];
        // The pool may have been trimmed meanwhile, so the best of some counts.
        long least = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            data.Gather(indices, 1, 0, lanes);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Fact]
    public void What_is_mapped_stays_when_the_file_is_replaced()
    {
        using var files = new PictureFiles().AddMany(5);
        var data = files.Load(whole: true).Test;
        byte[][] before = PictureFiles.Bytes(data);
        if (!OperatingSystem.IsWindows()) new Elbo.Data.Pictures.PictureCache(files.Packed).Clear();
        Assert.Equal(before, PictureFiles.Bytes(data));
    }
}
