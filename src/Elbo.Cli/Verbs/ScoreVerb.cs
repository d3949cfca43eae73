using System.CommandLine;
using System.Globalization;
using Elbo.Cli.Display;
using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Evaluation;
using Elbo.Runs;
using Elbo.Serving;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo score RUN</c>: how unlikely each row of a table, or each picture, is under the model.</summary>
internal static class ScoreVerb
{
    public static Verb Create()
    {
        var path = RunArgument.Run();
        var data = RunArgument.Data();
        var anomalies = new Option<string?>("--anomalies") { HelpName = "COLUMN=VALUE", Description = "Which rows of the table are known to be anomalies; tells the area under the ROC curve." };
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = "Where to write the scores; figures/scores.csv in the run directory when left out." };
        var threads = RunArgument.Threads();
        var command = new Verb("score", "Scores each row of a table, or each test picture, by its evidence lower bound, to find anomalies.", "elbo score runs/my-run --data other.csv --out scores.csv")
        {
            path, data, anomalies, output, threads,
        };
        command.Handle((parse, cancellation) =>
        {
            var truth = parse.GetValue(anomalies) is { } text ? Truth(text) : ((string Column, string Value)?)null;
            var (run, vae) = RunArgument.Open(parse, path, threads);
            using (vae)
            {
                string? other = parse.GetValue(data);
                string name = other ?? run.Recipe.Data.Name;
                if (truth is not null && vae.Schema is null) throw new SettingException($"--anomalies names a column, but {run.Path} was trained on no table; leave it out.");
                var scored = vae.Schema is null ? RunArgument.Load(run, vae, other, cancellation).Test
                    : LoadingDisplay.Load(run.Recipe.Data with { Name = name }, quiet: true, whole: true, vae.Schema, cancellation).Test;
                var anomalous = truth is var (column, value) ? TableData.Column(name, column, vae.Schema).Select(cell => cell == value).ToArray() : null;
                if (scored.Count == 0) throw new ElboException($"{scored.Name} is empty; there is nothing to score.");
                var scores = ExampleScores.Of(vae, scored, cancellation: cancellation);
                var (ordinary, usual) = Ordinary(run, vae, labelled: scored.Labels is not null, cancellation);
                string saved = parse.GetValue(output) ?? run.FigurePath("scores.csv");
                ScoreTable.Save(saved, scores, ordinary, usual, vae.Schema);
                Tell(scores, usual, scored);
                if (anomalous is not null)
                    Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"Area under the ROC curve, {truth!.Value.Column} {truth.Value.Value} against the others: {RocArea.OfBounds(scores.Elbos(), anomalous):F4} ({anomalous.Count(each => each):N0} anomalies)."));
                Terminal.Print(saved);
            }
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The scores of examples that are ordinary, under inferred labels where those to be scored have none; null where they are not to be had.</summary>
    private static (ExampleScores? Scores, Calibration? Usual) Ordinary(RunDirectory run, Vae vae, bool labelled, CancellationToken cancellation)
    {
        ExampleScores? scores = null;
        try
        {
            var ordinary = LoadingDisplay.Load(run.Recipe.Data, quiet: true, cancellation: cancellation, schema: vae.Schema).Ordinary;
            scores = ExampleScores.Of(vae, ordinary, infer: !labelled, cancellation);
            return (scores, scores.Usual(ordinary.Name));
        }
        catch (ElboException error)
        {
            Terminal.Tell($"There are no percentiles: {error.Message}");
            return (scores, null);
        }
    }

    private static void Tell(ExampleScores scores, Calibration? usual, Dataset scored)
    {
        double[] bounds = scores.Elbos();
        Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"{scores.Count:N0} {scored.Noun}s of {scored.Name}: ELBO {bounds.Average():F3} nats on average, lowest {bounds.Min():F3} ({scored.Noun} {ScoreTable.First(scored is TableDataset) + Array.IndexOf(bounds, bounds.Min())})."));
        if (usual is not null)
            Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"As unusual as the most unusual hundredth of {usual.Images:N0} ordinary ones: {bounds.Count(each => usual.Percentile(each) >= 99):N0}."));
    }

    private static (string Column, string Value) Truth(string text) => text.LastIndexOf('=') is > 0 and var at ? (text[..at].Trim(), text[(at + 1)..].Trim())
        : throw new SettingException($"--anomalies must be COLUMN=VALUE, such as fraud=yes, not {Quoted.Text(text)}.");
}
