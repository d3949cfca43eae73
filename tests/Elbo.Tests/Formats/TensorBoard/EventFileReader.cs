using System.Buffers.Binary;
using Elbo.Formats;
using Elbo.Imaging;

namespace Elbo.Tests.Formats.TensorBoard;

/// <summary>One event, its values by their tags: a float, buckets <c>double[]</c>, a <see cref="Pixmap"/>, a string, or a plugin's content <c>byte[]</c>.</summary>
internal sealed record LoggedEvent(double Time, long Step, string? Version, bool Start, Dictionary<string, object> Values);

/// <summary>Reads event files as TensorBoard does, but passes over nothing: what it does not expect fails the test.</summary>
internal static class EventFileReader
{
    /// <summary>The events of a folder, in the order that TensorBoard reads them.</summary>
    public static List<LoggedEvent> Folder(string folder) => [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).SelectMany(File)];

    /// <summary>The curves and other series that TensorBoard shows of a folder: a start but the first forgets its step and later ones.</summary>
    public static Dictionary<string, SortedDictionary<long, object>> Shown(string folder)
    {
        var shown = new Dictionary<string, SortedDictionary<long, object>>();
        bool started = false;
        foreach (var one in Folder(folder))
        {
            if (one.Start && started)
            {
                foreach (var series in shown.Values)
                    foreach (long step in series.Keys.Where(step => step >= one.Step).ToArray()) series.Remove(step);
            }
            started |= one.Start;
            foreach (var (tag, value) in one.Values)
            {
                if (!shown.TryGetValue(tag, out var series)) shown[tag] = series = [];
                // Twice the same step is twice the same point in a chart.
                series.Add(one.Step, value);
            }
        }
        return shown;
    }

    public static List<LoggedEvent> File(string path)
    {
        var events = new List<LoggedEvent>();
        ReadOnlySpan<byte> rest = System.IO.File.ReadAllBytes(path);
        while (!rest.IsEmpty)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            Assert.Equal(Crc32C.Masked(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            var record = rest.Slice(12, length);
            Assert.Equal(Crc32C.Masked(record), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            events.Add(Event(new ProtobufFields(record)));
            rest = rest[(16 + length)..];
        }
        return events;
    }

    private static LoggedEvent Event(ProtobufFields fields)
    {
        bool stepped = fields.Has(2);
        Assert.Equal(stepped ? [1, 2] : [1], fields.Numbers[..^1]);
        int what = fields.Numbers[^1];
        Assert.Contains(what, new[] { 3, 5, 7 });
        var values = new Dictionary<string, object>();
        if (what == 5)
        {
            var summary = fields.Message(5);
            Assert.All(summary.Numbers, number => Assert.Equal(1, number));
            foreach (var value in summary.Messages(1)) values.Add(value.Text(1), Value(value));
        }
        if (what == 7) Assert.Equal(1, fields.Message(7).Whole(1));
        return new(fields.Double(1), stepped ? fields.Whole(2) : 0, what == 3 ? fields.Text(3) : null, what == 7, values);
    }

    private static object Value(ProtobufFields value)
    {
        if (value.Has(2))
        {
            Assert.Equal([1, 2], value.Numbers);
            return value.Single(2);
        }
        if (value.Has(4))
        {
            Assert.Equal([1, 4], value.Numbers);
            var image = value.Message(4);
            Assert.Equal([1, 2, 3, 4], image.Numbers);
            var picture = Png.Read(image.Bytes(4));
            Assert.Equal((image.Whole(1), image.Whole(2), image.Whole(3)), (picture.Height, picture.Width, picture.Channels));
            return picture;
        }
        Assert.Equal([1, 9, 8], value.Numbers);
        var metadata = value.Message(9);
        Assert.Equal([1, 4], metadata.Numbers);
        Assert.Equal(2, metadata.Whole(4));
        return Tensor(metadata.Message(1), value.Message(8));
    }

    private static object Tensor(ProtobufFields plugin, ProtobufFields tensor)
    {
        long[] shape = [.. tensor.Message(2).Messages(2).Select(dimension => dimension.Whole(1))];
        switch (plugin.Text(1))
        {
            case "histograms":
                Assert.Equal([1, 2, 4], tensor.Numbers);
                Assert.Equal(2, tensor.Whole(1));
                byte[] bytes = tensor.Bytes(4);
                Assert.Equal(2, shape.Length);
                Assert.Equal((3, bytes.Length / 8), (shape[1], shape[0] * shape[1]));
                return Enumerable.Range(0, bytes.Length / 8).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * 8))).ToArray();
            case "text":
                Assert.Equal([1, 2, 8], tensor.Numbers);
                Assert.Equal(7, tensor.Whole(1));
                Assert.Empty(shape);
                return tensor.Text(8);
            default:
                Assert.Equal("hparams", plugin.Text(1));
                Assert.Equal((1, 0f), (tensor.Whole(1), tensor.Single(5)));
                Assert.Empty(shape);
                return plugin.Bytes(2);
        }
    }
}
