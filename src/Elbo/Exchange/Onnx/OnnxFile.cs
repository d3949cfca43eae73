using Elbo.Formats;
using Elbo.Formats.TensorBoard;
using Elbo.Runs;

namespace Elbo.Exchange.Onnx;

/// <summary>Writes a graph as a file: a <c>ModelProto</c> whose weights are never in memory a second time.</summary>
internal static class OnnxFile
{
    /// <summary>Version of the set of operators: the oldest that has all of those used in their present form.</summary>
    public const int OperatorSet = 17;

    // That of the release which brought this set of operators.
    private const int Representation = 8;

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="ElboException">It cannot be written, or would be longer than a file of this format may be.</exception>
    public static void Write(string path, OnnxGraph graph, string meaning, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var head = new ProtobufWriter();
        head.Whole(1, Representation);
        head.Text(2, "elbo");
        head.Text(3, RunInfo.CurrentVersion);
        head.Text(6, meaning);
        using (var operators = head.Message(8)) head.Whole(2, OperatorSet);
        foreach (var (key, value) in metadata)
        {
            using var pair = head.Message(14);
            head.Text(1, key);
            head.Text(2, value);
        }
        var name = new ProtobufWriter();
        name.Text(2, graph.Name);
        byte[][] openings = [.. graph.Weights.Select(Opening)];
        long length = name.Written.Length + graph.Fields.Length;
        for (int i = 0; i < openings.Length; i++) length += openings[i].Length + Bytes(graph.Weights[i]);
        if (length + head.Written.Length > int.MaxValue - 16)
            throw new ElboException($"{path} would be {length / 1e9:N1} GB long, but an ONNX file holds at most 2 GB; export as safetensors instead.");
        head.Opening(7, length);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(head.Written);
            stream.Write(name.Written);
            stream.Write(graph.Fields);
            for (int i = 0; i < openings.Length; i++)
            {
                stream.Write(openings[i]);
                graph.Weights[i].Content(stream);
            }
        });
    }

    /// <summary>The format's number of an element type.</summary>
    public static int TypeOf(SafetensorsType type) => type switch
    {
        SafetensorsType.F32 => 1,
        SafetensorsType.I64 => 7,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Graphs hold floats and 64-bit integers."),
    };

    /// <summary>A <c>TensorProto</c> of the graph up to its values, which end it.</summary>
    private static byte[] Opening(SafetensorsTensor tensor)
    {
        var fields = new ProtobufWriter();
        foreach (long axis in tensor.Shape) fields.Whole(1, axis);
        fields.Whole(2, TypeOf(tensor.Type));
        fields.Text(8, tensor.Name);
        long bytes = Bytes(tensor);
        fields.Opening(9, bytes);
        var opening = new ProtobufWriter();
        opening.Opening(5, fields.Written.Length + bytes);
        return [.. opening.Written, .. fields.Written];
    }

    private static long Bytes(SafetensorsTensor tensor) => SafetensorsHeader.ByteCount(tensor.Type, tensor.Shape)!.Value;
}
