namespace Elbo.Evaluation;

/// <summary>
/// Whether a model repeats its training pictures: how far its samples are from the nearest of them, beside how far test
/// pictures are. Distances are sums of squared differences of intensities in [0, 1], medians over the pictures.
/// </summary>
/// <param name="SampleDistance">From a picture decoded from a draw of the prior to the nearest training picture.</param>
/// <param name="TestDistance">From a test picture to the nearest training picture.</param>
/// <param name="Samples">Samples that were looked at.</param>
/// <param name="TestImages">Test pictures that were looked at.</param>
/// <param name="TrainingImages">Training pictures that were searched.</param>
public sealed record Memorisation(double SampleDistance, double TestDistance, int Samples, int TestImages, int TrainingImages)
{
    /// <summary>
    /// <see cref="SampleDistance"/> / <see cref="TestDistance"/>. Far below 1, the samples are nearer to training pictures than
    /// new pictures are. Blurred samples lie nearer to everything, so a ratio somewhat below 1 is no copying yet.
    /// </summary>
    public double Ratio => SampleDistance / TestDistance;
}
