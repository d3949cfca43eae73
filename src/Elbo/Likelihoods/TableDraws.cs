using Elbo.Tensors;

namespace Elbo.Likelihoods;

/// <summary>New rows of a table: codes drawn from the prior, cells drawn from the likelihood that each decodes to.</summary>
internal static class TableDraws
{
    /// <summary>Rows of model values, <c>[count][values]</c>; the same seed gives the same rows.</summary>
    /// <param name="vae">A model of a table.</param>
    /// <param name="labels">A label for each row of a conditional model; none for another.</param>
    /// <param name="count">Rows.</param>
    /// <param name="seed">Key of the draws.</param>
    public static float[] Of(Vae vae, ReadOnlySpan<byte> labels, int count, long seed)
    {
        var schema = vae.Schema!;
        float[] rows = vae.Decode(vae.DrawCodes(count, seed), labels);
        int features = schema.Shape.Features;
        // A Gaussian of the sum of squares has a variance of a half in every value; others have deviations of numbers alone.
        double[] deviations = vae.Graph.Likelihood switch
        {
            Mixed mixed => mixed.Deviations(vae.Store),
            Gaussian => [.. Enumerable.Repeat(Math.Sqrt(0.5), features)],
            _ => [],
        };
        bool isContinuous = vae.Graph.Likelihood is Gaussian;
        var noise = new float[deviations.Length];
        for (int i = 0; i < count; i++)
        {
            var row = rows.AsSpan(i * features, features);
            var key = new Philox((ulong)seed, Streams.RowDraws, (uint)i);
            if (noise.Length > 0) key.Normals(noise);
            for (int d = 0; d < noise.Length; d++) row[d] += (float)(deviations[d] * noise[d]);
            if (isContinuous) continue;
            // Behind the numbers that the noise was made of.
            ulong next = (ulong)features * 4;
            for (int b = schema.Numeric; b < schema.Numeric + schema.Binary; b++) row[b] = key.Uniform(next++) < row[b] ? 1 : 0;
            int start = schema.Numeric + schema.Binary;
            foreach (int width in schema.Groups)
            {
                Choose(row.Slice(start, width), key.Uniform(next++));
                start += width;
            }
        }
        return rows;
    }

    /// <summary>One of the values, each in proportion to its share.</summary>
    private static void Choose(Span<float> shares, float drawn)
    {
        double all = 0;
        foreach (float share in shares) all += share;
        int chosen = 0;
        double sum = shares[0];
        while (chosen < shares.Length - 1 && drawn * all >= sum) sum += shares[++chosen];
        shares.Clear();
        shares[chosen] = 1;
    }
}
