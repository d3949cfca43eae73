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
        var anomalies = new Option<string?>("--anomalies") { HelpName = "COLUMN=VALUE", Description = "Which rows of --data are known to be anomalies; tells the area under the ROC curve." };
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
                if (truth is not null && other is null) throw new SettingException("--anomalies needs the file whose rows it is about; give it with --data.");
                if (truth is not null && vae.Schema is null) throw new SettingException($"--anomalies names a column, but {run.Path} was trained on no table; leave it out.");
                var scored = vae.Schema is null ? RunArgument.Load(run, vae, other, cancellation).Test
                    : LoadingDisplay.Load(run.Recipe.Data with { Name = name }, quiet: true, whole: other is not null, vae.Schema, cancellation).Test;
                if (scored.Count == 0) throw new ElboException($"{scored.Name} is empty; there is nothing to score.");
                var scores = ExampleScores.Of(vae, scored, cancellation);
                var (ordinary, usual) = Ordinary(run, vae, cancellation);
                string saved = parse.GetValue(output) ?? run.FigurePath("scores.csv");
                ScoreTable.Save(saved, scores, ordinary, usual, vae.Schema);
                Tell(scores, usual, scored, truth, name);
                Terminal.Print(saved);
            }
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The scores of validation examples, or else of training examples; what the model was calibrated on where they are not to be had.</summary>
    private static (ExampleScores? Scores, Calibration? Usual) Ordinary(RunDirectory run, Vae vae, CancellationToken cancellation)
    {
        try
        {
            var own = LoadingDisplay.Load(run.Recipe.Data, quiet: true, cancellation: cancellation, schema: vae.Schema);
            var ordinary = own.Validation.Count > 0 ? own.Validation : own.Train;
            var scores = ExampleScores.Of(vae, ordinary, cancellation);
            return (scores, scores.Calibration(ordinary.Name));
        }
        catch (ElboException error)
        {
            if (vae.Calibration is null) Terminal.Tell($"There are no percentiles, because the run's own data could not be scored: {error.Message}");
            return (null, vae.Calibration);
        }
    }

    private static void Tell(ExampleScores scores, Calibration? usual, Dataset scored, (string Column, string Value)? truth, string path)
    {
        double[] unusual = [.. Enumerable.Range(0, scores.Count).Select(example => -scores.Elbo(example))];
        Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"{scores.Count:N0} {scored.Noun}s of {scored.Name}: ELBO {-unusual.Average():F3} nats on average, lowest {-unusual.Max():F3} ({scored.Noun} {Array.IndexOf(unusual, unusual.Max()) + 1})."));
        if (usual is not null)
            Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"As unusual as the most unusual hundredth of {usual.Images:N0} ordinary ones: {unusual.Count(each => usual.Percentile(-each) >= 99):N0}."));
        if (truth is not var (column, value)) return;
        string[] cells = TableData.Column(path, column);
        bool[] anomalous = [.. cells.Select(cell => cell == value)];
        Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"Area under the ROC curve, {column} {value} against the others: {RocArea.Of(unusual, anomalous):F4} ({anomalous.Count(each => each):N0} anomalies)."));
    }

    private static (string Column, string Value) Truth(string text) => text.LastIndexOf('=') is > 0 and var at ? (text[..at].Trim(), text[(at + 1)..].Trim())
        : throw new SettingException($"--anomalies must be COLUMN=VALUE, such as fraud=yes, not {Quoted.Text(text)}.");
}
