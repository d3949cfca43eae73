using System.Text.Json;

namespace Elbo.Formats;

/// <summary>Numbers in JSON, which has no word for NaN or infinity: they are null.</summary>
internal static class JsonNumber
{
    /// <summary>Writes a member of an object.</summary>
    public static void NumberOrNull(this Utf8JsonWriter writer, string key, double value)
    {
        writer.WritePropertyName(key);
        writer.NumberOrNull(value);
    }

    /// <summary>Writes a value.</summary>
    public static void NumberOrNull(this Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteNullValue();
    }
}
