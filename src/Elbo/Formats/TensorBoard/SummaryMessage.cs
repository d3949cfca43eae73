using System.Buffers.Binary;
using Elbo.Imaging;

namespace Elbo.Formats.TensorBoard;

/// <summary>
/// TensorFlow's <c>Summary</c>: tagged values of one step. A tag's part before its first slash names the group that
/// TensorBoard shows it in.
/// </summary>
internal sealed class SummaryMessage
{
    // Fields of Summary and of its Value, and the types and classes that TensorBoard knows.
    private const int Value = 1, Tag = 1, SimpleValue = 2, Image = 4, Tensor = 8, Metadata = 9;
    private const int Float = 1, Double = 2, String = 7, TensorClass = 2;

    private readonly ProtobufWriter writer = new();

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Written => writer.Written;

    /// <summary>A point of a curve; NaN and infinity too, which TensorBoard marks.</summary>
    public void Scalar(string tag, double value)
    {
        using (writer.Message(Value))
        {
            writer.Text(Tag, tag);
            writer.Single(SimpleValue, (float)value);
        }
    }

    /// <summary>How values spread; those that are not finite are left out, and where none are left there is no histogram.</summary>
    public void Histogram(string tag, ReadOnlySpan<float> values)
    {
        double[] buckets = TensorBoard.Histogram.Buckets(values);
        if (buckets.Length == 0) return;
        using (writer.Message(Value))
        {
            writer.Text(Tag, tag);
            Plugin("histograms", []);
            var bytes = new byte[buckets.Length * sizeof(double)];
            for (int i = 0; i < buckets.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), buckets[i]);
            using (writer.Message(Tensor))
            {
                writer.Whole(1, Double);
                Shape(buckets.Length / TensorBoard.Histogram.Columns, TensorBoard.Histogram.Columns);
                const int content = 4;
                writer.Bytes(content, bytes);
            }
        }
    }

    /// <summary>A picture, as PNG.</summary>
    public void Picture(string tag, Pixmap picture)
    {
        using var png = new MemoryStream();
        Png.Write(picture, png);
        using (writer.Message(Value))
        {
            writer.Text(Tag, tag);
            using (writer.Message(Image))
            {
                const int height = 1, width = 2, colours = 3, encoded = 4;
                writer.Whole(height, picture.Height);
                writer.Whole(width, picture.Width);
                // 1 is grey, 3 RGB, 4 RGBA: as many as there are channels.
                writer.Whole(colours, picture.Channels);
                writer.Bytes(encoded, png.GetBuffer().AsSpan(0, (int)png.Length));
            }
        }
    }

    /// <summary>A text, which TensorBoard shows as Markdown.</summary>
    public void Text(string tag, string markdown)
    {
        using (writer.Message(Value))
        {
            writer.Text(Tag, tag);
            Plugin("text", []);
            using (writer.Message(Tensor))
            {
                const int strings = 8;
                writer.Whole(1, String);
                Shape();
                writer.Text(strings, markdown);
            }
        }
    }

    /// <summary>What one of TensorBoard's dashboards reads from its metadata, beside a value that means nothing.</summary>
    public void Data(string tag, string plugin, ReadOnlySpan<byte> content)
    {
        using (writer.Message(Value))
        {
            writer.Text(Tag, tag);
            Plugin(plugin, content);
            using (writer.Message(Tensor))
            {
                const int floats = 5;
                writer.Whole(1, Float);
                Shape();
                writer.Single(floats, 0);
            }
        }
    }

    private void Plugin(string name, ReadOnlySpan<byte> content)
    {
        const int plugin = 1, kind = 4;
        using (writer.Message(Metadata))
        {
            using (writer.Message(plugin))
            {
                writer.Text(1, name);
                if (!content.IsEmpty) writer.Bytes(2, content);
            }
            writer.Whole(kind, TensorClass);
        }
    }

    /// <summary>A tensor's dimensions; none for a single value.</summary>
    private void Shape(params ReadOnlySpan<int> sizes)
    {
        const int shape = 2, dimension = 2;
        using (writer.Message(shape))
        {
            foreach (int size in sizes)
            {
                using (writer.Message(dimension)) writer.Whole(1, size);
            }
        }
    }
}
