using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tests.Figures;

namespace Elbo.Tests.Evaluation;

public sealed class ReconstructionQualityTests
{
    [Fact]
    public void Figures_are_means_over_the_pictures()
    {
        using var vae = Model();
        var data = PictureRun.Pictures("some", 300, 4);
        var quality = ReconstructionQuality.Of(vae, data, most: 290);
        Assert.Equal((290, 192, 2, 96.0), (quality.Images, quality.Values, quality.Latent, quality.Ratio));

        float[] originals = Vae.Intensities(data, [.. Enumerable.Range(0, 290)]), reconstructed = vae.Reconstruct(originals);
        double psnr = 0, ssim = 0;
        for (int i = 0; i < 290; i++)
        {
            ReadOnlySpan<float> a = originals.AsSpan(i * 192, 192), b = reconstructed.AsSpan(i * 192, 192);
            psnr += PictureQuality.Psnr(a, b) / 290;
            ssim += PictureQuality.Ssim(a, b, vae.Shape) / 290;
        }
        Assert.Equal(psnr, quality.Psnr, 1e-9);
        Assert.Equal(ssim, quality.Ssim, 1e-9);
        Assert.Equal(PictureQuality.Psnr(originals, reconstructed), quality.PsnrOfMean, 1e-9);
        Assert.True(quality.PsnrOfMean < quality.Psnr);
    }

    [Fact]
    public void No_pictures_and_pictures_of_another_shape_are_refused()
    {
        using var vae = Model();
        Assert.Equal("none is empty; there is nothing to reconstruct.", Assert.Throws<ElboException>(() => ReconstructionQuality.Of(vae, PictureRun.Pictures("none", 0, 1))).Message);
        Assert.Contains("give data of that shape", Assert.Throws<ElboException>(() => ReconstructionQuality.Of(vae, new ByteDataset("flat", new Shape(1, 2, 2), new byte[8]))).Message, StringComparison.Ordinal);
    }

    private static Vae Model()
    {
        var vae = new Vae(PictureRun.Recipe(), PictureRun.Data.Train.Shape, Preprocessing.For(DataRange.Unit, PictureRun.Data.Train), 1, training: false);
        vae.Graph.Initialise(vae.Store, 1);
        return vae;
    }
}
