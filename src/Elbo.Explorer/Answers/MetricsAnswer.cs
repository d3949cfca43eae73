using System.Text.Json;
using Elbo.Runs;

namespace Elbo.Explorer.Answers;

/// <summary>A row of metrics as JSON, with the names of its columns.</summary>
internal static class MetricsAnswer
{
    public static void Write(Utf8JsonWriter writer, EpochMetrics row)
    {
        writer.WriteStartObject();
        writer.WriteNumber("epoch", row.Epoch);
        writer.WriteNumber("step", row.Step);
        writer.NumberOrNull("loss", row.Loss);
        writer.NumberOrNull("reconstruction", row.Reconstruction);
        writer.NumberOrNull("kl", row.Kl);
        writer.NumberOrNull("validationLoss", row.ValidationLoss);
        writer.NumberOrNull("validationReconstruction", row.ValidationReconstruction);
        writer.NumberOrNull("validationKl", row.ValidationKl);
        writer.NumberOrNull("learningRate", row.LearningRate);
        writer.NumberOrNull("gradientNorm", row.GradientNorm);
        writer.NumberOrNull("imagesPerSecond", row.ImagesPerSecond);
        writer.NumberOrNull("seconds", row.Seconds);
        writer.WriteNumber("skippedSteps", row.SkippedSteps);
        writer.WriteEndObject();
    }
}
