using Elbo.Maps;

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
    private const int MostDimensions = 128;

    /// <summary>The plane of codes: their own when they are two-dimensional, else that in which they vary most.</summary>
    /// <param name="codes">Posteriors, <c>[n][latent]</c>.</param>
    /// <param name="latent">Number of latent dimensions.</param>
    /// <param name="order">The dimensions, that of the highest KL divergence first.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static MapPlane Of(Codes codes, int latent, int[] order, CancellationToken cancellation)
    {
        if (latent == 1)
            return new(codes.Mean, codes.Deviation, "latent 0", "posterior deviation", "The only latent dimension to the right, the posterior’s standard deviation upwards.", EqualUnits: false, Prior: false);
        if (latent == 2)
            return new(Column(codes.Mean, 2, 0), Column(codes.Mean, 2, 1), "latent 0", "latent 1", "Posterior means in both latent dimensions.", EqualUnits: true, Prior: true);
        // Of a thousand dimensions the rest carries next to nothing, but would take long.
        int used = Math.Min(latent, MostDimensions);
        float[] rows = LatentMap.Select(codes.Mean, latent, order[..used]);
        if (!Array.TrueForAll(rows, float.IsFinite)) return Carrying(codes, latent, order);
        var components = PrincipalComponents.Of(rows, used, 2, cancellation: cancellation);
        float[] places = components.Project(rows);
        double share = components.TotalVariance > 0 ? (components.Variances[0] + components.Variances[1]) / components.TotalVariance : 0;
        string of = used == latent ? $"all {Shown.Count(latent)} latent dimensions" : $"the {used} latent dimensions of {Shown.Count(latent)} that carry most";
        return new(Column(places, 2, 0), Column(places, 2, 1), "component 1", "component 2",
            $"Principal components of posterior means in {of}: this plane shows {Shown.Number(100 * share, 0)} % of their variance.", EqualUnits: true, Prior: false);
    }

    /// <summary>The plane of a t-SNE map.</summary>
    public static MapPlane OfTsne(float[] x, float[] y) =>
        new(x, y, "t-SNE 1", "t-SNE 2", "A t-SNE map of posterior means in all latent dimensions: only distances between near points mean something.", EqualUnits: true, Prior: false);

    private static MapPlane Carrying(Codes codes, int latent, int[] order)
    {
        int first = Math.Min(order[0], order[1]), second = Math.Max(order[0], order[1]);
        return new(Column(codes.Mean, latent, first), Column(codes.Mean, latent, second), $"latent {first}", $"latent {second}",
            $"Posterior means in the two of {Shown.Count(latent)} latent dimensions that carry most; some means are not finite.", EqualUnits: true, Prior: true);
    }

    private static float[] Column(float[] rows, int width, int column)
    {
        var values = new float[rows.Length / width];
        for (int i = 0; i < values.Length; i++) values[i] = rows[(i * width) + column];
        return values;
    }
}
