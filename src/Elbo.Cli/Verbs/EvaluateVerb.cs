using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Figures;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo evaluate RUN</c>: all figures by which a model is judged.</summary>
internal static class EvaluateVerb
{
    private const int MostSamples = 1_000_000;

    public static Verb Create()
    {
        var path = RunArgument.Run();
        var data = RunArgument.Data();
        var split = PictureArgument.Split();
        var samples = new Option<int?>("--samples") { HelpName = "K", Description = "Also the importance-weighted bound with K samples an image, a Fréchet distance and the nearest training pictures; takes minutes." };
        var images = new Option<int?>("--images") { HelpName = "N", Description = "Images for the importance-weighted bound; as many as end in minutes when left out." };
        var seed = new Option<long>("--seed") { HelpName = "N", Description = "Key of all samples.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        var threads = RunArgument.Threads();
        var command = new Verb("evaluate", "Measures a run: evidence lower bound, KL of each dimension, PSNR and SSIM; with --samples more.", "elbo evaluate runs/my-run --samples 5000")
        {
            path, data, split, samples, images, seed, json, threads,
        };
        command.Handle((parse, cancellation) =>
        {
            string? other = parse.GetValue(data);
            var options = new EvaluationOptions
            {
                Split = PictureArgument.Of(parse, split), Seed = parse.GetValue(seed),
                Samples = InRange("--samples", parse.GetValue(samples), MostSamples), Images = InRange("--images", parse.GetValue(images), int.MaxValue),
                Distances = parse.GetValue(samples) is not null,
            };
            if (options is { Images: not null, Samples: null }) throw new SettingException("--images limits the importance-weighted bound; give --samples too.");
            var (run, vae) = RunArgument.Open(parse, path, threads);
            using (vae)
            {
                var loaded = RunArgument.Load(run, vae, other, cancellation);
                options = options with { OtherData = !RunArgument.IsOwn(run, other) };
                var evaluation = EvaluationDisplay.Run(progress => ModelEvaluator.Evaluate(vae, loaded, options, progress, cancellation));
                if (evaluation.Memorisation is not null) evaluation = WithPicture(evaluation, run, vae, loaded, options.Seed, cancellation);
                if (parse.GetValue(json)) Console.WriteLine(evaluation.ToJson());
                else
                {
                    EvaluationTable.Write(evaluation, loaded.Part(options.Split).Noun);
                    if (evaluation.Picture is { } picture) Terminal.Print(picture);
                }
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static ModelEvaluation WithPicture(ModelEvaluation evaluation, RunDirectory run, Vae vae, DataSplits data, long seed, CancellationToken cancellation)
    {
        if (vae.Shape.Channels is not (1 or 3)) return evaluation with { Notes = [.. evaluation.Notes, $"Examples of {vae.Shape} cannot be drawn, so there is no picture of samples and their neighbours."] };
        var sheet = NeighbourSheet.Of(vae, data.Train, seed: seed, cancellation: cancellation);
        return evaluation with { Picture = FigureFile.Save(sheet, run.FigurePath("neighbours.png")) };
    }

    private static int? InRange(string option, int? value, int most) => value is null or >= 1 && !(value > most) ? value
        : throw new SettingException(most == int.MaxValue ? $"{option} must be at least 1, not {value}." : $"{option} must be between 1 and {most:N0}, not {value}.");
}
