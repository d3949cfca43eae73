using System.Text.Json;
using Elbo.Explorer.Answers;
using Elbo.Formats;
using Elbo.Runs;
using Elbo.Tensors;

namespace Elbo.Explorer.Runs;

/// <summary>A line about a run, read off its documents without loading the model.</summary>
internal sealed record RunSummary
{
    public required string Id { get; init; }

    public string Recipe { get; init; } = "";

    public int Latent { get; init; }

    public Shape Shape { get; init; }

    public EpochMetrics? Last { get; init; }

    public int? Epochs { get; init; }

    public string State { get; init; } = RunState.Stopped;

    /// <summary>What is wrong with it, in one sentence, or null.</summary>
    public string? Damaged { get; init; }

    public static RunSummary Of(OpenRun open)
    {
        var summary = new RunSummary { Id = open.Id };
        try
        {
            var run = open.Directory();
            summary = summary with { Recipe = run.Recipe.Name, Latent = run.Recipe.Model.Latent, Epochs = run.Recipe.Training.Epochs };
            var rows = run.Metrics.Read();
            summary = summary with { Last = rows is [.., var last] ? last : null, State = RunState.Of(run, rows) };
            // A training that has just begun has nothing to show yet, which is no damage.
            bool isNew = summary.State == RunState.Training && Checkpoint.Find(run) is null;
            return isNew ? summary : summary with { Shape = ShapeOf(run) };
        }
        catch (Exception error) when (error is ElboException or Problem)
        {
            return summary with { Damaged = error.Message };
        }
    }

    public void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("id", Id);
        writer.WriteString("name", Id);
        writer.WriteString("recipe", Recipe);
        writer.WriteNumber("latent", Latent);
        writer.WriteNumber("width", Shape.Width);
        writer.WriteNumber("height", Shape.Height);
        writer.WriteNumber("channels", Shape.Channels);
        writer.WriteNumber("step", Last?.Step ?? 0);
        writer.WriteNumber("epoch", Last?.Epoch ?? 0);
        writer.WholeOrNull("epochs", Epochs);
        writer.WriteString("state", State);
        writer.NumberOrNull("validationLoss", Last?.ValidationLoss);
        writer.WriteString("damaged", Damaged);
    }

    private static Shape ShapeOf(RunDirectory run)
    {
        using var file = SafetensorsFile.Open(Checkpoint.Selected(run));
        PicturesOnly.Require(Checkpoint.HoldsTable(file), run.Path);
        return Checkpoint.ShapeIn(file, run.Path);
    }
}
