using Elbo.Benchmarks;
using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Networks;
using Elbo.Recipes;
using Elbo.Sweeps;
using Elbo.Training;
using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Tables for people, on standard output.</summary>
internal static class Tables
{
    private const int FileWidth = 400;

    public static void Estimate(ModelEvaluation evaluation, string noun)
    {
        var estimate = evaluation.Estimate;
        var table = New($"{evaluation.Split} set, {estimate.Images:N0} {noun}s", "");
        table.AddRow("evidence lower bound", $"{estimate.Elbo:F2} nats per {noun}");
        table.AddRow("reconstruction", $"{estimate.Reconstruction:F2} nats per {noun}");
        table.AddRow("KL divergence", $"{estimate.Kl:F2} nats per {noun}");
        if (evaluation.LikelihoodConstant == 0) table.AddRow("the same in all", $"{estimate.BitsPerDimension:F4} bits per dimension");
        Write(table);
    }

    public static void Quality(ReconstructionQuality quality, string data)
    {
        var table = New($"{data}, {quality.Images:N0} images", "");
        table.AddRow("PSNR, mean over the images", $"{quality.Psnr:F2} dB");
        table.AddRow("PSNR of the mean squared error", $"{quality.PsnrOfMean:F2} dB");
        table.AddRow("SSIM, mean over the images", $"{quality.Ssim:F4}");
        table.AddRow("compression", $"{quality.Values:N0} values → {quality.Latent:N0} latents, {quality.Ratio:#,0.#} : 1");
        Write(table);
    }

    public static void Timings(IReadOnlyList<StepTiming> timings)
    {
        var table = New("recipe", "batch", "ms a step", "images/s", "GFLOP/s", "of peak");
        foreach (var t in timings)
            table.AddRow(t.Recipe, $"{t.Batch}", $"{t.StepMilliseconds:F2}", $"{t.ImagesPerSecond:N0}", $"{t.Gflops:F0}", $"{t.PeakFraction:P0}");
        Write(table);
        if (timings.Count > 0) AnsiConsole.WriteLine($"Multiply-add peak of this machine, measured beside them: {timings.Max(t => t.PeakGflops):F0} GFLOP/s.");
    }

    public static void Timings(IReadOnlyList<LayerTiming> timings)
    {
        var table = New("layer", "batch", "ms", "GFLOP/s");
        foreach (var t in timings) table.AddRow(t.Layer, $"{t.Batch}", $"{t.StepMilliseconds:F2}", $"{t.Gflops:F0}");
        Write(table);
    }

    public static void Timings(IReadOnlyList<PictureTiming> timings)
    {
        var table = New("picture", "pixels", "ms", "MB/s");
        foreach (var t in timings) table.AddRow(Markup.Escape(t.File), $"{t.Width}×{t.Height}", $"{t.Milliseconds:F3}", $"{t.MegabytesPerSecond:N0}");
        Write(table);
    }

    public static void Sweep(SweepTable sweep)
    {
        var table = New([.. sweep.Keys, "steps", "time", "training loss", "test loss", "reconstruction", "KL", "active", "PSNR"]);
        foreach (var row in sweep.Rows)
        {
            var (training, test) = (row.Training, row.Test);
            table.AddRow(
            [
                .. row.Values.Select(value => Markup.Escape(RunName.Label(value))), row.State == SweepState.Finished ? $"{row.Steps:N0}" : $"{row.Steps:N0}, {row.State.ToString().ToLowerInvariant()}",
                TrainingDisplay.Clock(TimeSpan.FromSeconds(row.Seconds)), Figure(training?.Loss), Figure(test?.Loss), Figure(test?.Reconstruction), Figure(test?.Kl),
                row.ActiveUnits is { } active ? $"{active} of {row.Latent}" : "", row.Psnr is { } psnr ? $"{psnr:F2} dB" : "",
            ]);
        }
        Write(table);
    }

    public static void Recipes(IEnumerable<Recipe> recipes)
    {
        var table = New("recipe", "data", "latent", "what it is");
        foreach (var recipe in recipes)
        {
            string name = recipe.Name == RecipeBook.Default ? recipe.Name + " (default)" : recipe.Name;
            table.AddRow(Markup.Escape(name), Markup.Escape(recipe.Data.Name), $"{recipe.Model.Latent}", Markup.Escape(FirstSentence(recipe.Description)));
        }
        table.Columns[2].RightAligned();
        table.Columns[3].LeftAligned();
        table.Columns[1].LeftAligned();
        Write(table);
    }

    public static void Layers(Recipe recipe, ModelLayers layers)
    {
        string given = layers.Classes > 0 ? $" and one of {layers.Classes} labels" : "";
        var table = New("", "layer", "gives", "parameters");
        table.AddRow("encoder", "data" + given, $"{layers.Input}", "");
        Rows(layers.Encoder, "the posterior's head");
        table.AddRow("decoder", "latents" + given, $"{recipe.Model.Latent}", "");
        Rows(layers.Decoder, "");
        if (layers.Others > 0) table.AddRow("", "deviations of numeric columns", "", $"{layers.Others:N0}");
        table.AddRow("all", "", "", $"{layers.Parameters:N0}");
        table.Columns[1].LeftAligned();
        Write(table);

        void Rows(IReadOnlyList<PlacedLayer> placed, string last)
        {
            for (int i = 0; i < placed.Count; i++)
            {
                string words = LayerWords.Of(placed[i].Options) + (last.Length > 0 && i == placed.Count - 1 ? $": {last}" : "");
                table.AddRow("", Markup.Escape(words), $"{placed[i].Output}", placed[i].Parameters > 0 ? $"{placed[i].Parameters:N0}" : "");
            }
        }
    }

    public static void Datasets(IEnumerable<DatasetInfo> infos)
    {
        var table = New("data set", "shape", "images", "where");
        foreach (var info in infos)
            table.AddRow(info.Name, $"{info.Shape}", $"{info.Train + info.Validation + info.Test:N0}", Markup.Escape(Place(info)));
        table.Columns[3].LeftAligned();
        Write(table);
    }

    public static void Dataset(DatasetInfo info)
    {
        var table = New(info.Name, "");
        table.AddRow("what it is", Markup.Escape(info.Description));
        table.AddRow("shape", $"{info.Shape}");
        table.AddRow("training, validation, test", $"{info.Train:N0}, {info.Validation:N0}, {info.Test:N0}");
        table.AddRow("classes", $"{info.Classes}");
        table.AddRow("where", Markup.Escape(Place(info)));
        table.Columns[1].LeftAligned();
        Write(table);
    }

    public static void Files(string folder, IReadOnlyList<FileInfo> files)
    {
        var table = New($"in {folder}", "MB");
        foreach (var file in files) table.AddRow(Markup.Escape(file.Name), $"{file.Length / 1e6:N1}");
        Write(table);
    }

    // An average over pixels is small.
    private static string Figure(double? value) => value is not { } known ? "" : Math.Abs(known) is >= 1 or 0 ? $"{known:F2}" : $"{known:F5}";

    private static string Place(DatasetInfo info) =>
        info.BuiltIn ? "built in" : info.Folder ?? (Elbo.Data.Datasets.IsFetched(info.Name) ? $"not here; fetch it with elbo data get {info.Name}" : "not here; give its folder or archive with --data");

    private static string FirstSentence(string text) =>
        text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..(end + 1)] : text;

    internal static void Write(Table table)
    {
        // Nobody's window limits a file, where a wrapped path is of no use.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = FileWidth;
        AnsiConsole.Write(new PlainCells(table));
    }

    internal static Table New(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (int i = 0; i < columns.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(columns[i]));
            table.AddColumn(i == 0 ? column.NoWrap() : column.RightAligned());
        }
        return table;
    }
}
