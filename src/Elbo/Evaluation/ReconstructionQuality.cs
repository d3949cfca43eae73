using Elbo.Data;
using Elbo.Tensors;

namespace Elbo.Evaluation;

/// <summary>How near a model's reconstructions, decoded from posterior means, are to the pictures, and through how few values they pass.</summary>
/// <param name="MeanSquaredError">Over all intensities, which lie in [0, 1].</param>
/// <param name="Psnr">Peak signal-to-noise ratio of each picture in dB, mean over the pictures; infinite if one is reconstructed exactly.</param>
/// <param name="Ssim">Structural similarity, mean over the pictures.</param>
/// <param name="Images">Pictures compared.</param>
/// <param name="Values">Values in a picture.</param>
/// <param name="Latent">Values in its code.</param>
public sealed record ReconstructionQuality(double MeanSquaredError, double Psnr, double Ssim, int Images, int Values, int Latent)
{
    /// <summary>Most pictures that are compared unless told otherwise.</summary>
    public const int UsualMost = 2000;

    private const double NatsPerDecibel = 0.2302585092994045684;

    /// <summary>The peak signal-to-noise ratio in dB of the mean squared error, which is below the pictures' mean ratio where they differ.</summary>
    public double PsnrOfMean => -10 * PortableMath.Log10(MeanSquaredError);

    /// <summary>Values in a picture for each in its code.</summary>
    public double Ratio => (double)Values / Latent;

    /// <summary>Reconstructs a data set's first pictures.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="data">Pictures of the model's shape.</param>
    /// <param name="most">Most pictures to compare.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ElboException">There are no pictures, or of another shape.</exception>
    public static ReconstructionQuality Of(Vae vae, Dataset data, int most = UsualMost, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        vae.RequireShape(data);
        if (data.Count == 0) throw new ElboException($"{data.Name} is empty; there is nothing to reconstruct.");
        int count = Math.Min(most, data.Count), features = vae.Shape.Features;
        var (psnr, ssim) = (new double[count], new double[count]);
        for (int start = 0; start < count; start += vae.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = start;
            int[] indices = [.. Enumerable.Range(first, Math.Min(vae.BatchSize, count - first))];
            float[] originals = vae.Shown(data, indices), reconstructed = vae.Reconstruct(originals, vae.LabelsOf(data, indices, originals));
            Parallel.For(0, indices.Length, i =>
            {
                ReadOnlySpan<float> a = originals.AsSpan(i * features, features), b = reconstructed.AsSpan(i * features, features);
                psnr[first + i] = PictureQuality.Psnr(a, b);
                ssim[first + i] = PictureQuality.Ssim(a, b, vae.Shape);
            });
        }
        return new(psnr.Average(each => PortableMath.Exp(each * -NatsPerDecibel)), psnr.Average(), ssim.Average(), count, features, vae.Latent);
    }
}
