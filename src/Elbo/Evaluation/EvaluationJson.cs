using System.Text;
using System.Text.Json;

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
        Number(writer, "elbo", e.Estimate.Elbo);
        Number(writer, "elboStandardError", e.StandardError);
        Number(writer, "reconstruction", e.Estimate.Reconstruction);
        Number(writer, "kl", e.Estimate.Kl);
        Number(writer, "bitsPerDimension", e.Estimate.BitsPerDimension);
        Number(writer, "likelihoodConstant", e.LikelihoodConstant);
        writer.WriteNumber("images", e.Estimate.Images);
        writer.WriteString("split", e.Split);
        writer.WriteString("data", e.Data);
        Numbers(writer, "klPerDimension", e.KlPerDimension);
        Numbers(writer, "meanVariance", e.MeanVariance);
        writer.WriteNumber("activeUnits", e.ActiveUnits);
        writer.WriteStartObject("rateDistortion");
        Number(writer, "rate", e.Rate);
        Number(writer, "distortion", e.Distortion);
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
        Number(writer, "nats", bound.Nats);
        Number(writer, "standardError", bound.StandardError);
        Number(writer, "normalisedNats", bound.Nats - constant);
        Number(writer, "elbo", bound.Elbo);
        writer.WriteNumber("images", bound.Images);
        writer.WriteEndObject();
    }

    private static void Quality(Utf8JsonWriter writer, ReconstructionQuality quality)
    {
        Number(writer, "psnr", quality.Psnr);
        Number(writer, "ssim", quality.Ssim);
        Number(writer, "meanSquaredError", quality.MeanSquaredError);
        writer.WriteNumber("qualityImages", quality.Images);
    }

    private static void Frechet(Utf8JsonWriter writer, FrechetDistance distance)
    {
        writer.WriteStartObject("frechetDistance");
        Number(writer, "samples", distance.Samples);
        Number(writer, "reconstructions", distance.Reconstructions);
        Number(writer, "floor", distance.Floor);
        Number(writer, "classifierAccuracy", distance.Accuracy);
        writer.WriteNumber("features", distance.Features);
        writer.WriteNumber("images", distance.Images);
        writer.WriteEndObject();
    }

    private static void Neighbours(Utf8JsonWriter writer, Memorisation memorisation)
    {
        writer.WriteStartObject("memorisation");
        Number(writer, "sampleDistance", memorisation.SampleDistance);
        Number(writer, "testDistance", memorisation.TestDistance);
        Number(writer, "ratio", memorisation.Ratio);
        writer.WriteNumber("samples", memorisation.Samples);
        writer.WriteNumber("testImages", memorisation.TestImages);
        writer.WriteNumber("trainingImages", memorisation.TrainingImages);
        writer.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter writer, string key, double[] values)
    {
        writer.WriteStartArray(key);
        foreach (double value in values)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
        writer.WriteEndArray();
    }

    // JSON has no word for NaN or infinity.
    private static void Number(Utf8JsonWriter writer, string key, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumber(key, value);
        else writer.WriteNull(key);
    }
}
