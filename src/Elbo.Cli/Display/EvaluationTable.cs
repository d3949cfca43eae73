using Elbo.Evaluation;
using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>An evaluation as tables for people.</summary>
internal static class EvaluationTable
{
    private const int MostDimensions = 10;

    public static void Write(ModelEvaluation e, string noun)
    {
        var table = Tables.New($"{e.Data}, {e.Estimate.Images:N0} {noun}s", "");
        table.AddRow("evidence lower bound", $"{Nats(e.Estimate.Elbo, e.StandardError)} nats per {noun}");
        table.AddRow("reconstruction (distortion)", $"{e.Distortion:F2} nats per {noun}");
        table.AddRow("KL divergence (rate)", $"{e.Rate:F2} nats per {noun}");
        // Without the constant, bits would mean nothing.
        if (e.LikelihoodConstant == 0) table.AddRow("the same in all", $"{e.Estimate.BitsPerDimension:F4} bits per dimension");
        else table.AddRow("with the Gaussian's constant", $"{e.Estimate.Elbo - e.LikelihoodConstant:F2} nats per {noun}");
        table.AddRow("active units", $"{e.ActiveUnits:N0} of {e.MeanVariance.Length:N0}");
        if (e.Quality is { } quality)
        {
            table.AddRow("PSNR of reconstructions", $"{quality.Psnr:F2} dB, {Count(quality.Images, "image")}");
            table.AddRow("SSIM of reconstructions", $"{quality.Ssim:F4}");
        }
        Tables.Write(table);
        if (e.Bound is { } bound) Write(bound, e.LikelihoodConstant, noun);
        if (e.Frechet is { } distance) Write(distance);
        if (e.Memorisation is { } memorisation) Write(memorisation);
        Dimensions(e);
        foreach (string note in e.Notes) Terminal.Print(note);
    }

    private static void Write(ImportanceWeightedBound bound, double constant, string noun)
    {
        var table = Tables.New($"{Count(bound.Images, noun)}, {Count(bound.Samples, "sample")} of each code", "");
        table.AddRow("importance-weighted bound", $"{Nats(bound.Nats, bound.StandardError)} nats per {noun}");
        if (constant != 0) table.AddRow("with the Gaussian's constant", $"{bound.Nats - constant:F2} nats per {noun}");
        table.AddRow("evidence lower bound of these", $"{bound.Elbo:F2} nats per {noun}");
        Tables.Write(table);
    }

    private static void Write(FrechetDistance distance)
    {
        var table = Tables.New("Fréchet distance in the features of a classifier trained here", "");
        table.AddRow("samples to test pictures", $"{distance.Samples:F3}");
        table.AddRow("reconstructions to test pictures", $"{distance.Reconstructions:F3}");
        table.AddRow("training to test pictures, the floor", $"{distance.Floor:F3}");
        string accuracy = double.IsNaN(distance.Accuracy) ? "" : $", {distance.Accuracy:P2} of test labels right";
        table.AddRow("its classifier", $"{distance.Features} features{accuracy}, {Count(distance.Images, "image")} of each kind");
        Tables.Write(table);
    }

    private static void Write(Memorisation memorisation)
    {
        var table = Tables.New("nearest training picture, median squared distance", "");
        table.AddRow("of samples", $"{memorisation.SampleDistance:F2}, {Count(memorisation.Samples, "sample")}");
        table.AddRow("of test pictures", $"{memorisation.TestDistance:F2}, {Count(memorisation.TestImages, "image")}");
        table.AddRow("ratio, near 0 for copies", $"{memorisation.Ratio:F2}");
        Tables.Write(table);
    }

    private static void Dimensions(ModelEvaluation e)
    {
        var table = Tables.New("latent dimension", "KL divergence", "variance of the mean", "");
        int[] order = LatentOrder.ByKl(e.KlPerDimension);
        foreach (int d in order.Take(MostDimensions))
            table.AddRow($"{d}", $"{e.KlPerDimension[d]:F3} nats", $"{e.MeanVariance[d]:F4}", LatentUsage.IsActive(e.MeanVariance[d]) ? "active" : "idle");
        Tables.Write(table);
        if (order.Length > MostDimensions) Console.WriteLine($"The other {order.Length - MostDimensions:N0} dimensions carry less; --json lists them all.");
    }

    private static string Nats(double value, double error) => double.IsNaN(error) ? $"{value:F2}" : $"{value:F2} ± {error:F2}";

    private static string Count(int count, string what) => $"{count:N0} {what}{(count == 1 ? "" : "s")}";
}
