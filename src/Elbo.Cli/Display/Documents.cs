using System.Text.Json;
using Elbo.Benchmarks;
using Elbo.Evaluation;

namespace Elbo.Cli.Display;

/// <summary>What <c>--json</c> prints: one document on standard output.</summary>
internal static class Documents
{
    public static void Estimate(ElboEstimate estimate, string split) => Print(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("elbo", estimate.Elbo);
        writer.WriteNumber("reconstruction", estimate.Reconstruction);
        writer.WriteNumber("kl", estimate.Kl);
        writer.WriteNumber("bitsPerDimension", estimate.BitsPerDimension);
        writer.WriteNumber("images", estimate.Images);
        writer.WriteString("split", split);
        writer.WriteEndObject();
    });

    public static void Timings(IEnumerable<StepTiming> timings) => Print(writer =>
    {
        writer.WriteStartArray();
        foreach (var timing in timings)
        {
            writer.WriteStartObject();
            writer.WriteString("recipe", timing.Recipe);
            writer.WriteNumber("batch", timing.Batch);
            writer.WriteNumber("stepMilliseconds", timing.StepMilliseconds);
            writer.WriteNumber("imagesPerSecond", timing.ImagesPerSecond);
            writer.WriteNumber("gflops", timing.Gflops);
            writer.WriteNumber("peakFraction", timing.PeakFraction);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    private static void Print(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true })) write(writer);
        output.WriteByte((byte)'\n');
    }
}
