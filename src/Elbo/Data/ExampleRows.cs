using System.Buffers;
using Elbo.Data.Tables;
using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>Some examples of a data set as rows <c>[n][features]</c>.</summary>
internal static class ExampleRows
{
    /// <summary>Their values, each times a factor plus a summand.</summary>
    public static float[] Of(Dataset data, ReadOnlySpan<int> indices, float scale, float shift)
    {
        int length = Lanes.Length(indices.Length, data.Shape.Features);
        float[] room = ArrayPool<float>.Shared.Rent(length);
        var lanes = room.AsSpan(0, length);
        data.Gather(indices, scale, shift, lanes);
        var rows = new float[indices.Length * data.Shape.Features];
        Lanes.Unpack(lanes, indices.Length, data.Shape.Features, rows);
        ArrayPool<float>.Shared.Return(room);
        return rows;
    }

    /// <summary>Intensities within [0, 1]: rounding can carry the extremes past the ends, and other data's extremes are others. Tables have none.</summary>
    public static float[] Clamped(Dataset data, float[] rows)
    {
        if (data is not TableDataset)
            foreach (ref float value in rows.AsSpan()) value = Math.Clamp(value, 0, 1);
        return rows;
    }
}
