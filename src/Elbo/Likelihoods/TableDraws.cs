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
        if (vae.Graph.Likelihood is not Mixed mixed) return rows;
        double[] deviations = mixed.Deviations(vae.Store);
        int features = schema.Shape.Features;
        var noise = new float[schema.Numeric];
        for (int i = 0; i < count; i++)
        {
            var row = rows.AsSpan(i * features, features);
            var key = new Philox((ulong)seed, Streams.RowDraws, (uint)i);
            key.Normals(noise);
            for (int d = 0; d < noise.Length; d++) row[d] += (float)(deviations[d] * noise[d]);
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

    private static void Choose(Span<float> probabilities, float drawn)
    {
        int chosen = 0;
        double sum = probabilities[0];
        while (chosen < probabilities.Length - 1 && drawn >= sum) sum += probabilities[++chosen];
        probabilities.Clear();
        probabilities[chosen] = 1;
    }
}
