using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Elbo.Imaging.Charts;

namespace Elbo.Reports;

/// <summary>A latent map as the document that the page's script reads. Arrays are little-endian in base 64; the writer leaves no &lt; in any string.</summary>
internal static class MapJson
{
    private const float CodeUnit = 1e-3f;

    public static string Text(LatentMap map)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory))
        {
            writer.WriteStartObject();
            writer.WriteString("source", map.Source);
            writer.WriteNumber("count", map.Indices.Length);
            writer.WriteBase64String("x", Floats(map.Plane.X));
            writer.WriteBase64String("y", Floats(map.Plane.Y));
            writer.WriteString("xTitle", map.Plane.XTitle);
            writer.WriteString("yTitle", map.Plane.YTitle);
            writer.WriteBoolean("equalUnits", map.Plane.EqualUnits);
            writer.WriteBoolean("prior", map.Plane.Prior);
            writer.WriteBase64String("indices", Floats(Array.ConvertAll(map.Indices, i => (float)i)));
            writer.WriteBase64String("brightness", map.Brightness);
            if (map.Tints is { } tints) writer.WriteBase64String("tints", tints);
            writer.WriteBase64String("codes", Codes(map.Codes));
            writer.WriteNumber("codeUnit", CodeUnit);
            writer.WriteStartArray("dimensions");
            foreach (int dimension in map.Dimensions) writer.WriteNumberValue(dimension);
            writer.WriteEndArray();
            Classes(writer, map);
            if (map.Thumbnails is { } thumbnails) Sprite(writer, thumbnails);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    private static void Classes(Utf8JsonWriter writer, LatentMap map)
    {
        if (map.Labels is null) return;
        writer.WriteBase64String("labels", map.Labels);
        writer.WriteStartArray("names");
        foreach (string name in map.LabelNames) writer.WriteStringValue(name);
        writer.WriteEndArray();
        writer.WriteStartArray("colours");
        for (int i = 0; i < Palette.Count; i++) writer.WriteStringValue(Palette.Colour(i));
        writer.WriteEndArray();
    }

    private static void Sprite(Utf8JsonWriter writer, Thumbnails thumbnails)
    {
        writer.WriteStartObject("thumbnails");
        writer.WriteNumber("width", thumbnails.Width);
        writer.WriteNumber("height", thumbnails.Height);
        writer.WriteNumber("columns", thumbnails.Columns);
        writer.WriteBoolean("shrunk", thumbnails.Shrunk);
        writer.WriteBase64String("png", thumbnails.File);
        writer.WriteEndObject();
    }

    private static byte[] Floats(float[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }

    /// <summary>Thousandths in 16 bits, which reach ±32; codes beyond are at the edge.</summary>
    private static byte[] Codes(float[] values)
    {
        var bytes = new byte[2 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            float units = float.IsFinite(values[i]) ? MathF.Round(values[i] / CodeUnit) : 0;
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), (short)Math.Clamp(units, short.MinValue, short.MaxValue));
        }
        return bytes;
    }
}
