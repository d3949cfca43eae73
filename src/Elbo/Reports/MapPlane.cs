namespace Elbo.Reports;

/// <summary>Where the points of a latent map are.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
/// <param name="XTitle">What is to the right.</param>
/// <param name="YTitle">What is upwards.</param>
/// <param name="Method">How the plane was found, a sentence.</param>
/// <param name="EqualUnits">Whether both axes have one unit, so that distances mean something.</param>
/// <param name="Prior">Whether the axes are latent dimensions, over which the prior is a standard normal.</param>
internal sealed record MapPlane(float[] X, float[] Y, string XTitle, string YTitle, string Method, bool EqualUnits, bool Prior)
{
    /// <summary>The plane of codes: their own when they are two-dimensional, else that of the dimensions that carry most.</summary>
    /// <param name="codes">Posteriors, <c>[n][latent]</c>.</param>
    /// <param name="latent">Number of latent dimensions.</param>
    /// <param name="order">The dimensions, that of the highest KL divergence first.</param>
    public static MapPlane Of(Codes codes, int latent, int[] order)
    {
        if (latent == 1)
            return new(codes.Mean, codes.Deviation, "latent 0", "posterior deviation", "The only latent dimension to the right, the posterior’s standard deviation upwards.", EqualUnits: false, Prior: false);
        int first = Math.Min(order[0], order[1]), second = Math.Max(order[0], order[1]);
        string method = latent == 2 ? "Posterior means in both latent dimensions."
            : $"Posterior means in the two of {Shown.Count(latent)} latent dimensions that carry most.";
        return new(Column(codes.Mean, latent, first), Column(codes.Mean, latent, second), $"latent {first}", $"latent {second}", method, EqualUnits: true, Prior: true);
    }

    private static float[] Column(float[] rows, int width, int column)
    {
        var values = new float[rows.Length / width];
        for (int i = 0; i < values.Length; i++) values[i] = rows[(i * width) + column];
        return values;
    }
}
