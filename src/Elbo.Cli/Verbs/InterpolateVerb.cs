using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Figures;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo interpolate RUN</c>: pictures on the way from one picture to another.</summary>
internal static class InterpolateVerb
{
    private static readonly Argument<string> Path = RunArgument.Run();
    private static readonly Option<int?> From = new("--from") { HelpName = "I", Description = "The picture to begin with, by its number from 0; five pairs of different labels are drawn when left out." };
    private static readonly Option<int?> To = new("--to") { HelpName = "J", Description = "The picture to end with." };
    private static readonly Option<long> Seed = new("--seed") { HelpName = "N", Description = "Key of the pairs that are drawn.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Steps = new("--steps") { HelpName = "K", Description = "Decoded pictures in a row, both ends included.", DefaultValueFactory = _ => 9 };
    private static readonly Option<string> Split = PictureArgument.Split();
    private static readonly Option<string?> Data = RunArgument.Data();
    private static readonly Option<string?> Out = PictureArgument.Folder();
    private static readonly Option<int> Threads = RunArgument.Threads();

    public static Verb Create()
    {
        var command = new Verb("interpolate", "Draws the ways between pictures' codes, along the arc (spherical) and straight (linear): a sheet and a moving picture.", "elbo interpolate runs/my-run --from 3 --to 18")
        {
            Path, From, To, Seed, Steps, Split, Data, Out, Threads,
        };
        command.Handle(Run);
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        var split = PictureArgument.Of(parse, Split);
        int steps = parse.GetValue(Steps);
        if (steps is < 2 or > 100) throw new SettingException($"--steps must be between 2 and 100, not {steps}.");
        var (from, to) = (parse.GetValue(From), parse.GetValue(To));
        if (from is null != to is null) throw new SettingException($"{(from is null ? "--to needs --from" : "--from needs --to")}, the picture at the other end; leave both out to have five pairs drawn.");
        if (from is not null && parse.GetResult(Seed) is { Implicit: false }) throw new SettingException("--seed draws pairs, but --from and --to name one; leave --seed out.");
        var (run, vae) = RunArgument.OpenPictures(parse, Path, Threads);
        using (vae)
        {
            var data = RunArgument.Load(run, vae, parse.GetValue(Data), cancellation).Part(split);
            var pairs = from is { } first && to is { } last
                ? [(PictureArgument.Require(first, data, From), PictureArgument.Require(last, data, To))]
                : Interpolations.DrawPairs(data, seed: parse.GetValue(Seed));
            if (from is null && data.Labels is null) Terminal.Tell("The data have no labels; the pairs are drawn without them.");
            var ways = new Interpolations(data, pairs) { Steps = steps };
            foreach (string picture in RunFigures.Walk(run, "interpolate", ways.Sheet(vae, cancellation), ways.Frames(vae, cancellation), parse.GetValue(Out))) Terminal.Print(picture);
        }
        return ExitCode.Done;
    }
}
