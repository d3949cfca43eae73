using Elbo.Formats.TensorBoard;

namespace Elbo.Exchange.Onnx;

/// <summary>A setting of an operator: an <c>AttributeProto</c>.</summary>
internal readonly record struct OnnxAttribute(string Name, Action<ProtobufWriter> Write)
{
    private enum Kind
    {
        Single = 1,
        Whole = 2,
        Text = 3,
        Wholes = 7,
    }

    public static OnnxAttribute Whole(string name, long value) => Of(name, Kind.Whole, writer => writer.Whole(3, value));

    public static OnnxAttribute Single(string name, float value) => Of(name, Kind.Single, writer => writer.Single(2, value));

    public static OnnxAttribute Text(string name, string value) => Of(name, Kind.Text, writer => writer.Text(4, value));

    public static OnnxAttribute Wholes(string name, params int[] values) => Of(name, Kind.Wholes, writer =>
    {
        foreach (int value in values) writer.Whole(8, value);
    });

    private static OnnxAttribute Of(string name, Kind kind, Action<ProtobufWriter> value) => new(name, writer =>
    {
        writer.Text(1, name);
        value(writer);
        writer.Whole(20, (int)kind);
    });
}
