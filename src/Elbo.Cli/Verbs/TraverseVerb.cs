using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Evaluation;
using Elbo.Figures;
using Elbo.Tensors;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo traverse RUN</c>: what each latent dimension does to a picture.</summary>
internal static class TraverseVerb
{
    private const int MostPictures = 10_000;
    private static readonly string[] Centres = ["image", "prior"];

    private static readonly Argument<string> Path = RunArgument.Run();
    private static readonly Option<int?> Image = PictureArgument.Image();
    private static readonly Option<long?> Seed = new("--seed") { HelpName = "N", Description = "Draws the test picture instead; picture 0 when neither is given." };
    private static readonly Option<string> From = new("--from") { HelpName = "CENTRE", Description = "Where the other dimensions stay: at the posterior mean of the image, or at 0, the middle of the prior.", DefaultValueFactory = _ => Centres[0] };
    private static readonly Option<int?> Dimensions = new("--dims") { HelpName = "N", Description = $"Show the N dimensions of highest KL divergence; those in use, at most {Traversals.UsualMost}, when left out." };
    private static readonly Option<int> Steps = new("--steps") { HelpName = "K", Description = "Pictures in a row.", DefaultValueFactory = _ => 11 };
    private static readonly Option<double> Range = new("--range") { HelpName = "S", Description = "A dimension goes from -S to S, in deviations of the prior.", DefaultValueFactory = _ => 3 };
    private static readonly Option<string?> Data = RunArgument.Data();
    private static readonly Option<string?> Out = PictureArgument.Folder();
    private static readonly Option<int> Threads = RunArgument.Threads();

    public static Verb Create()
    {
        var command = new Verb("traverse", "Draws what each latent dimension does, the most used first: a sheet and a moving picture.", "elbo traverse runs/my-run --image 7 --range 2.5")
        {
            Path, Image, Seed, From, Dimensions, Steps, Range, Data, Out, Threads,
        };
        command.Handle(Run);
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        bool prior = Check(parse);
        var (run, vae) = RunArgument.OpenPictures(parse, Path, Threads);
        using (vae)
        {
            int? most = parse.GetValue(Dimensions);
            int steps = parse.GetValue(Steps);
            if (most < 1 || most > vae.Latent) throw new SettingException($"--dims must be between 1 and {vae.Latent}, the latent dimensions of {run.Path}, not {most}.");
            if ((long)(most ?? 1) * steps > MostPictures) throw new SettingException($"--dims {most} with --steps {steps} are more than {MostPictures:N0} pictures; lower one of them.");
            var test = RunArgument.Load(run, vae, parse.GetValue(Data), cancellation).Test;
            int image = parse.GetValue(Seed) is { } seed && test.Count > 0 ? new Philox((ulong)seed, Streams.PicturePicks, 1).Below(0, test.Count) : parse.GetValue(Image) ?? 0;
            if (!prior) PictureArgument.Require(image, test, Image);
            var ranked = EncodingDisplay.Rank(vae, test, cancellation);
            var shown = Traversals.MostUsed(ranked, most);
            if (Told(ranked, shown) is { } sentence) Terminal.Tell(sentence);
            var (centre, label) = prior ? (new float[vae.Latent], default) : PictureArgument.Code(vae, test, image);
            var traversals = new Traversals(shown, centre)
            {
                Label = label,
                Steps = steps,
                Range = parse.GetValue(Range),
                Origin = prior ? "" : PictureArgument.Words(test, image),
            };
            foreach (string picture in RunFigures.Walk(run, "traverse", traversals.Sheet(vae, cancellation), traversals.Frames(vae, cancellation), parse.GetValue(Out))) Terminal.Print(picture);
        }
        return ExitCode.Done;
    }

    /// <summary>Whether the centre is the prior's, all settings being possible.</summary>
    private static bool Check(ParseResult parse)
    {
        string from = parse.GetValue(From)!;
        if (!Centres.Contains(from)) throw new SettingException($"--from must be {string.Join(" or ", Centres)}, not {Quoted.Text(from)}.");
        bool prior = from == Centres[1], image = parse.GetValue(Image) is not null, seed = parse.GetValue(Seed) is not null;
        if (prior && (image || seed)) throw new SettingException("--from prior looks at no picture; leave out --image and --seed.");
        if (image && seed) throw new SettingException("--image and --seed both choose the picture; give one of them.");
        if (parse.GetValue(Steps) is var steps and (< 2 or > 100)) throw new SettingException($"--steps must be between 2 and 100, not {steps}.");
        if (parse.GetValue(Range) is var range && !(range is > 0 and <= 100)) throw new SettingException($"--range must be more than 0 and at most 100 deviations, not {range}.");
        return prior;
    }

    /// <summary>What is left out, or shown although it carries nothing; null where neither is so.</summary>
    private static string? Told(IReadOnlyList<DimensionUsage> ranked, IReadOnlyList<DimensionUsage> shown)
    {
        int active = ranked.Count(each => each.IsActive);
        if (active == 0) return $"None of the {ranked.Count} latent dimensions is in use: all codes are nearly the same, so pictures hardly change along {shown.Count} of them.";
        if (shown.Count == ranked.Count) return null;
        return shown.Count == active ? $"Of {ranked.Count} latent dimensions, the {active} in use are shown."
            : $"Of {ranked.Count} latent dimensions {active} are in use; the {shown.Count} of highest KL divergence are shown.";
    }
}
