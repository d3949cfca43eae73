using System.CommandLine;
using System.Globalization;
using Elbo.Cli.Display;
using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Evaluation;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo score RUN</c>: how unlikely each row of a table, or each picture, is under the model.</summary>
internal static class ScoreVerb
{
    private const int MostSamples = 100_000;

    public static Verb Create()
    {
        var path = RunArgument.Run();
        var data = RunArgument.Data();
        var samples = new Option<int>("--samples") { HelpName = "N", Description = "Draws of each code over which the score is averaged.", DefaultValueFactory = _ => RowScores.UsualSamples };
        var seed = new Option<long>("--seed") { HelpName = "N", Description = "Key of the draws.", DefaultValueFactory = _ => 1 };
        var anomalies = new Option<string?>("--anomalies") { HelpName = "COLUMN=VALUE", Description = "Which rows of the table are known to be anomalies; tells the area under the ROC curve." };
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = "Where to write the scores; figures/scores.csv in the run directory when left out." };
        var threads = RunArgument.Threads();
        var command = new Verb("score", "Scores each row of a table, or each test picture, by its negative evidence lower bound, to find anomalies.", "elbo score runs/my-run --data other.csv --out scores.csv")
        {
            path, data, samples, seed, anomalies, output, threads,
        };
        command.Handle((parse, cancellation) =>
        {
            int draws = parse.GetValue(samples);
            if (draws is < 1 or > MostSamples) throw new SettingException($"--samples must be between 1 and {MostSamples:N0}, not {draws}.");
            var truth = parse.GetValue(anomalies) is { } text ? Truth(text) : ((string Column, string Value)?)null;
            var (run, vae) = RunArgument.Open(parse, path, threads);
            using (vae)
            {
                string? other = parse.GetValue(data);
                string name = other ?? run.Recipe.Data.Name;
                if (truth is not null && vae.Schema is null) throw new SettingException($"--anomalies names a column, but {run.Path} was trained on no table; leave it out.");
                var scored = vae.Schema is null ? RunArgument.Load(run, vae, other, cancellation).Test
                    : LoadingDisplay.Load(run.Recipe.Data with { Name = name }, quiet: true, whole: true, vae.Schema, cancellation).Test;
                if (scored.Count == 0) throw new ElboException($"{scored.Name} is empty; there is nothing to score.");
                var scores = RowScores.Of(vae, scored, draws, parse.GetValue(seed), cancellation);
                var ordinary = Ordinary(run, vae, draws, parse.GetValue(seed), cancellation);
                string saved = parse.GetValue(output) ?? run.FigurePath("scores.csv");
                ScoreTable.Save(saved, scores, ordinary, vae.Schema);
                Tell(scores, ordinary, scored, truth, name);
                Terminal.Print(saved);
            }
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The scores of validation rows, or else of training rows; null where they are not to be had.</summary>
    private static RowScores? Ordinary(RunDirectory run, Vae vae, int samples, long seed, CancellationToken cancellation)
    {
        try
        {
            var own = LoadingDisplay.Load(run.Recipe.Data, quiet: true, cancellation: cancellation, schema: vae.Schema);
            return RowScores.Of(vae, own.Validation.Count > 0 ? own.Validation : own.Train, samples, seed, cancellation);
        }
        catch (ElboException error)
        {
            Terminal.Tell($"There are no percentiles, because the run's own data could not be scored: {error.Message}");
            return null;
        }
    }

    private static void Tell(RowScores scores, RowScores? ordinary, Dataset scored, (string Column, string Value)? truth, string path)
    {
        double[] all = [.. Enumerable.Range(0, scores.Count).Select(scores.Score)];
        Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"{scores.Count:N0} {scored.Noun}s of {scored.Name}: mean {all.Average():F3} nats, highest {all.Max():F3} ({scored.Noun} {Array.IndexOf(all, all.Max()) + 1})."));
        if (ordinary is { Count: > 0 })
        {
            var ranked = new RankedScores(Enumerable.Range(0, ordinary.Count).Select(ordinary.Score));
            Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"{all.Count(score => ranked.Percentile(score) >= 99):N0} of them score as high as the highest hundredth of {ordinary.Count:N0} that the model was chosen by."));
        }
        if (truth is not var (column, value)) return;
        string[] cells = TableData.Column(path, column);
        bool[] anomalous = [.. cells.Select(cell => cell == value)];
        Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"Area under the ROC curve, {column} {value} against the others: {RankedScores.RocArea(all, anomalous):F4} ({anomalous.Count(each => each):N0} anomalies)."));
    }

    private static (string Column, string Value) Truth(string text) => text.LastIndexOf('=') is > 0 and var at ? (text[..at].Trim(), text[(at + 1)..].Trim())
        : throw new SettingException($"--anomalies must be COLUMN=VALUE, such as fraud=yes, not {Quoted.Text(text)}.");
}
