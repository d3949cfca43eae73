using System.Text.Json;

namespace Elbo.Explorer.Answers;

/// <summary>Members of JSON objects that many answers have.</summary>
internal static class JsonMembers
{
    /// <summary>An array of numbers; what is not finite is null.</summary>
    public static void Numbers(this Utf8JsonWriter writer, string key, ReadOnlySpan<float> values)
    {
        writer.WriteStartArray(key);
        foreach (float value in values)
        {
            // As few letters as give the same float back.
            if (float.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
        writer.WriteEndArray();
    }

    /// <summary>A number; what is not finite, or nothing, is null.</summary>
    public static void NumberOrNull(this Utf8JsonWriter writer, string key, double? value)
    {
        if (value is { } number && double.IsFinite(number)) writer.WriteNumber(key, number);
        else writer.WriteNull(key);
    }

    public static void WholeOrNull(this Utf8JsonWriter writer, string key, long? value)
    {
        if (value is { } whole) writer.WriteNumber(key, whole);
        else writer.WriteNull(key);
    }
}
