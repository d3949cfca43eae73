using Elbo.Evaluation;
using Elbo.Explorer.Decoding;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Explorer.Examinations;

/// <summary>What a model makes of one picture that it has never seen.</summary>
internal sealed record PictureExamination
{
    // A probability is taken for no nearer to 0 or 1 than a float tells.
    private const double Least = 1e-7;

    public required int? Label { get; init; }

    public required Codes Codes { get; init; }

    /// <summary>KL(q‖p) in nats.</summary>
    public required double Kl { get; init; }

    /// <summary>−ln p(x|z) in nats at the posterior's mean.</summary>
    public required double Reconstruction { get; init; }

    /// <summary>The picture as the model sees it, and as it decodes it: <c>[height][width][channels]</c>.</summary>
    public required byte[] Picture { get; init; }

    /// <inheritdoc cref="Picture"/>
    public required byte[] Decoded { get; init; }

    /// <summary>−ln p(x|z) of each pixel, <c>[height][width]</c>, 255 for the largest.</summary>
    public required byte[] Error { get; init; }

    /// <summary>The largest of these in nats.</summary>
    public required double LargestError { get; init; }

    /// <summary>KL(q‖p) of each dimension in nats.</summary>
    public double[] KlPerDimension() => [.. Codes.Mean.Select((mean, d) => LatentMoments.Divergence(mean, Codes.Deviation[d]))];

    /// <summary>Examines intensities <c>[features]</c>; a conditional model infers the label where none is given.</summary>
    public static PictureExamination Of(Vae vae, float[] image, byte? label)
    {
        byte[] labels = vae.Classes == 0 ? [] : label is { } given ? [given] : vae.InferLabels(image);
        var pass = BoundPass.Of(vae, image, labels);
        float[] decoded = vae.Decode(pass.Codes.Mean, labels);
        var errors = Errors(vae, image, decoded);
        double largest = errors.Max();
        return new PictureExamination
        {
            Label = labels is [var found] ? found : null,
            Codes = pass.Codes,
            Kl = pass.Kl[0],
            Reconstruction = pass.Reconstruction[0],
            Picture = PictureBytes.Of(image, vae.Shape),
            Decoded = PictureBytes.Of(decoded, vae.Shape),
            Error = Array.ConvertAll(errors, error => largest > 0 ? (byte)((255 * error / largest) + 0.5) : (byte)0),
            LargestError = largest,
        };
    }

    /// <summary>The terms whose sum is the reconstruction error, each channel's added to its pixel.</summary>
    private static double[] Errors(Vae vae, float[] image, float[] decoded)
    {
        var errors = new double[vae.Shape.Height * vae.Shape.Width];
        double scale = vae.Preprocessing.FromIntensity.Scale;
        bool binary = vae.Recipe.Model.Likelihood == LikelihoodKind.Bernoulli;
        for (int i = 0; i < image.Length; i++)
        {
            double x = image[i], p = decoded[i];
            errors[i % errors.Length] += binary ? CrossEntropy(x, Math.Clamp(p, Least, 1 - Least)) : (x - p) * scale * ((x - p) * scale);
        }
        return errors;
    }

    private static double CrossEntropy(double x, double p) => -((x * PortableMath.Log(p)) + ((1 - x) * PortableMath.Log(1 - p)));
}
