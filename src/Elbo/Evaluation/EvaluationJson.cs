using System.Text;
using System.Text.Json;
using Elbo.Formats;

namespace Elbo.Evaluation;

/// <summary>Writes an evaluation as JSON.</summary>
internal static class EvaluationJson
{
    public static string Text(ModelEvaluation evaluation)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true })) Write(writer, evaluation);
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    public static void Write(Utf8JsonWriter writer, ModelEvaluation e)
    {
        writer.WriteStartObject();
        writer.NumberOrNull("elbo", e.Estimate.Elbo);
        writer.NumberOrNull("elboStandardError", e.StandardError);
        writer.NumberOrNull("reconstruction", e.Estimate.Reconstruction);
        writer.NumberOrNull("kl", e.Estimate.Kl);
        writer.NumberOrNull("bitsPerDimension", e.Estimate.BitsPerDimension);
        writer.NumberOrNull("likelihoodConstant", e.LikelihoodConstant);
        writer.WriteNumber("images", e.Estimate.Images);
        writer.WriteString("split", e.Split);
        writer.WriteString("data", e.Data);
        Numbers(writer, "klPerDimension", e.KlPerDimension);
        Numbers(writer, "meanVariance", e.MeanVariance);
        writer.WriteNumber("activeUnits", e.ActiveUnits);
        writer.WriteStartObject("rateDistortion");
        writer.NumberOrNull("rate", e.Rate);
        writer.NumberOrNull("distortion", e.Distortion);
        writer.WriteEndObject();
        if (e.Bound is { } bound) Bound(writer, bound, e.LikelihoodConstant);
        if (e.Quality is { } quality) Quality(writer, quality);
        if (e.Frechet is { } distance) Frechet(writer, distance);
        if (e.Memorisation is { } memorisation) Neighbours(writer, memorisation);
        if (e.Picture is { } picture) writer.WriteString("picture", picture);
        writer.WriteStartArray("notes");
        foreach (string note in e.Notes) writer.WriteStringValue(note);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Bound(Utf8JsonWriter writer, ImportanceWeightedBound bound, double constant)
    {
        writer.WriteStartObject("importanceWeightedBound");
        writer.WriteNumber("samples", bound.Samples);
        writer.NumberOrNull("nats", bound.Nats);
        writer.NumberOrNull("standardError", bound.StandardError);
        writer.NumberOrNull("normalisedNats", bound.Nats - constant);
        writer.NumberOrNull("elbo", bound.Elbo);
        writer.WriteNumber("images", bound.Images);
        writer.WriteEndObject();
    }

    private static void Quality(Utf8JsonWriter writer, ReconstructionQuality quality)
    {
        writer.NumberOrNull("psnr", quality.Psnr);
        writer.NumberOrNull("ssim", quality.Ssim);
        writer.NumberOrNull("meanSquaredError", quality.MeanSquaredError);
        writer.WriteNumber("qualityImages", quality.Images);
    }

    private static void Frechet(Utf8JsonWriter writer, FrechetDistance distance)
    {
        writer.WriteStartObject("frechetDistance");
        writer.NumberOrNull("samples", distance.Samples);
        writer.NumberOrNull("reconstructions", distance.Reconstructions);
        writer.NumberOrNull("floor", distance.Floor);
        writer.NumberOrNull("classifierAccuracy", distance.Accuracy);
        writer.WriteNumber("features", distance.Features);
        writer.WriteNumber("images", distance.Images);
        writer.WriteEndObject();
    }

    private static void Neighbours(Utf8JsonWriter writer, Memorisation memorisation)
    {
        writer.WriteStartObject("memorisation");
        writer.NumberOrNull("sampleDistance", memorisation.SampleDistance);
        writer.NumberOrNull("testDistance", memorisation.TestDistance);
        writer.NumberOrNull("ratio", memorisation.Ratio);
        writer.WriteNumber("samples", memorisation.Samples);
        writer.WriteNumber("testImages", memorisation.TestImages);
        writer.WriteNumber("trainingImages", memorisation.TrainingImages);
        writer.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter writer, string key, double[] values)
    {
        writer.WriteStartArray(key);
        foreach (double value in values) writer.NumberOrNull(value);
        writer.WriteEndArray();
    }
}
