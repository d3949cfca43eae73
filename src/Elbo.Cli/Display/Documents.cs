using System.Text;
using System.Text.Json;
using Elbo.Benchmarks;
using Elbo.Diagnosis;
using Elbo.Evaluation;
using Elbo.Formats;
using Elbo.Sweeps;

namespace Elbo.Cli.Display;

/// <summary>What <c>--json</c> prints: one document on standard output.</summary>
internal static class Documents
{
    public static void Quality(ReconstructionQuality quality, string data, string picture) => Print(writer =>
    {
        writer.WriteStartObject();
        writer.NumberOrNull("psnr", quality.Psnr);
        writer.NumberOrNull("psnrOfMean", quality.PsnrOfMean);
        writer.NumberOrNull("meanSquaredError", quality.MeanSquaredError);
        writer.NumberOrNull("ssim", quality.Ssim);
        writer.WriteNumber("values", quality.Values);
        writer.WriteNumber("latents", quality.Latent);
        writer.NumberOrNull("ratio", quality.Ratio);
        writer.WriteNumber("images", quality.Images);
        writer.WriteString("data", data);
        writer.WriteString("picture", picture);
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
            writer.NumberOrNull("stepMilliseconds", timing.StepMilliseconds);
            writer.NumberOrNull("imagesPerSecond", timing.ImagesPerSecond);
            writer.NumberOrNull("gflops", timing.Gflops);
            writer.NumberOrNull("peakFraction", timing.PeakFraction);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    public static void Timings(IEnumerable<LayerTiming> timings) => Print(writer =>
    {
        writer.WriteStartArray();
        foreach (var timing in timings)
        {
            writer.WriteStartObject();
            writer.WriteString("layer", timing.Layer);
            writer.WriteNumber("batch", timing.Batch);
            writer.NumberOrNull("stepMilliseconds", timing.StepMilliseconds);
            writer.NumberOrNull("gflops", timing.Gflops);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    public static void Timings(IEnumerable<PictureTiming> timings) => Print(writer =>
    {
        writer.WriteStartArray();
        foreach (var timing in timings)
        {
            writer.WriteStartObject();
            writer.WriteString("picture", timing.File);
            writer.WriteNumber("width", timing.Width);
            writer.WriteNumber("height", timing.Height);
            writer.NumberOrNull("milliseconds", timing.Milliseconds);
            writer.NumberOrNull("megabytesPerSecond", timing.MegabytesPerSecond);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    public static void Findings(IReadOnlyList<Finding> findings, string run, long step) => Print(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("run", run);
        writer.WriteNumber("step", step);
        writer.WriteBoolean("healthy", findings.All(finding => finding.Severity == Severity.Note));
        writer.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("sickness", JsonNamingPolicy.CamelCase.ConvertName($"{finding.Sickness}"));
            writer.WriteString("severity", JsonNamingPolicy.CamelCase.ConvertName($"{finding.Severity}"));
            writer.WriteString("what", finding.What);
            writer.WriteString("evidence", finding.Evidence);
            writer.WriteString("advice", finding.Advice);
            writer.WriteString("setting", finding.Setting);
            writer.WriteStartArray("units");
            foreach (int unit in finding.Units) writer.WriteNumberValue(unit);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public static void Sweep(SweepTable table)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(table.ToJson()));
    }

    private static void Print(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true })) write(writer);
        output.WriteByte((byte)'\n');
    }
}
