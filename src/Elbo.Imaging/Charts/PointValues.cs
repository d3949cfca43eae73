namespace Elbo.Imaging.Charts;

/// <summary>A number for each point of a <see cref="ScatterPanel"/>, shown as its colour and explained by a colour bar.</summary>
/// <param name="Each">One number per point; points whose number is not finite are skipped.</param>
/// <param name="Ramp">The colours.</param>
/// <param name="Minimum">The number with the ramp's darkest colour; those below get it, too.</param>
/// <param name="Maximum">The number with its lightest colour; those above get it, too.</param>
public sealed record PointValues(float[] Each, ColourRamp Ramp, double Minimum = 0, double Maximum = 1)
{
    /// <summary>Which colour of the ramp point <paramref name="i"/> has.</summary>
    internal byte Level(int i) => ColourRamp.Level(Maximum > Minimum ? (Each[i] - Minimum) / (Maximum - Minimum) : 0.5);

    internal void Check(string title, int points)
    {
        if (Each.Length != points)
            throw new ArgumentException($"Panel '{title}' has {points} points and {Each.Length} values; give each point one.");
        if (!(double.IsFinite(Minimum) && double.IsFinite(Maximum) && Minimum <= Maximum))
            throw new ArgumentException($"The colours of panel '{title}' run from {Minimum} to {Maximum}; give two finite numbers, the smaller first.");
    }
}
