using Elbo.Formats;
using Elbo.Formats.TensorBoard;

namespace Elbo.Exchange.Onnx;

/// <summary>A graph under construction: nodes in the order they run, the weights that they read, inputs and outputs. A value is its name.</summary>
/// <remarks>ONNX, <c>GraphProto</c>, <c>NodeProto</c> and <c>ValueInfoProto</c>. The first axis of inputs and outputs is the batch, of any size.</remarks>
internal sealed class OnnxGraph(string name)
{
    private const string Batch = "batch";

    private readonly List<SafetensorsTensor> weights = [];
    private readonly HashSet<string> names = [];
    private readonly ProtobufWriter message = new();

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>Constants, in the order they were first used.</summary>
    public IReadOnlyList<SafetensorsTensor> Weights => weights;

    /// <summary>The graph's fields but its weights.</summary>
    public ReadOnlySpan<byte> Fields => message.Written;

    /// <summary>Adds an input of floats or 64-bit integers, <c>[batch, axes…]</c>.</summary>
    public string Input(string value, string meaning, SafetensorsType type, params int[] axes)
    {
        Describe(11, value, meaning, type, axes);
        names.Add(value);
        return value;
    }

    /// <summary>Makes a value an output of this name, floats <c>[batch, axes…]</c>.</summary>
    public void Output(string value, string from, string meaning, params int[] axes)
    {
        Node("Identity", value, [from], []);
        Describe(12, value, meaning, SafetensorsType.F32, axes);
    }

    /// <summary>Adds a node with one result, whose name begins with <paramref name="place"/>.</summary>
    public string Add(string operation, string place, string[] inputs, params OnnxAttribute[] attributes)
    {
        string output = Unused($"{place}.{operation}");
        Node(operation, output, inputs, attributes);
        return output;
    }

    /// <summary>Adds a node that cuts a value along its second axis into parts of these lengths.</summary>
    public string[] Split(string place, string value, params long[] lengths)
    {
        string[] parts = [.. lengths.Select(_ => Unused(place + ".Split"))];
        Node("Split", parts, [value, Wholes(place + ".lengths", lengths)], [OnnxAttribute.Whole("axis", 1)]);
        return parts;
    }

    /// <summary>The constant of this name; the same name is the same constant.</summary>
    public string Weight(SafetensorsTensor tensor)
    {
        if (names.Add(tensor.Name)) weights.Add(tensor);
        return tensor.Name;
    }

    /// <summary>A single number.</summary>
    public string Number(string value, float number) => Weight(SafetensorsTensor.Floats(value, [], new[] { number }));

    /// <summary>A row of whole numbers.</summary>
    public string Wholes(string value, long[] numbers) => Weight(SafetensorsTensor.Integers(value, [numbers.Length], numbers));

    /// <summary>A single whole number.</summary>
    public string Whole(string value, long number) => Weight(SafetensorsTensor.Integers(value, [], new[] { number }));

    private void Node(string operation, string output, string[] inputs, OnnxAttribute[] attributes) => Node(operation, [output], inputs, attributes);

    private void Node(string operation, string[] outputs, string[] inputs, OnnxAttribute[] attributes)
    {
        using var node = message.Message(1);
        foreach (string input in inputs) message.Text(1, input);
        foreach (string output in outputs) message.Text(2, output);
        message.Text(3, outputs[0]);
        message.Text(4, operation);
        foreach (var attribute in attributes)
        {
            using var field = message.Message(5);
            attribute.Write(message);
        }
    }

    private void Describe(int field, string value, string meaning, SafetensorsType type, int[] axes)
    {
        using var description = message.Message(field);
        message.Text(1, value);
        using (var kind = message.Message(2))
        using (var tensor = message.Message(1))
        {
            message.Whole(1, OnnxFile.TypeOf(type));
            using var shape = message.Message(2);
            using (var axis = message.Message(1)) message.Text(2, Batch);
            foreach (int length in axes)
            {
                using var axis = message.Message(1);
                message.Whole(1, length);
            }
        }
        message.Text(3, meaning);
    }

    private string Unused(string value)
    {
        string tried = value;
        for (int i = 2; !names.Add(tried); i++) tried = $"{value}.{i}";
        return tried;
    }
}
