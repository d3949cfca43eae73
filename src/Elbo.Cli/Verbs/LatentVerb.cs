using System.CommandLine;
using Elbo.Cli.Display;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo latent RUN</c>: codes as points, coloured by label; in a plane of the latent space or as a map of all of it.</summary>
internal static class LatentVerb
{
    public static Verb Create()
    {
        var path = RunArgument.Run();
        var map = new Option<string>("--map") { HelpName = "MAP", Description = "2d for two latent dimensions, pca for principal components, tsne for neighbourhoods.", DefaultValueFactory = _ => "2d" };
        var split = new Option<string?>("--split") { HelpName = "SPLIT", Description = $"Which pictures: {string.Join(", ", MapOfRun.Splits)}. A map takes {MapOfRun.Splits[0]} when left out; 2d some of training and test." };
        var perplexity = new Option<double>("--perplexity") { HelpName = "P", Description = "About how many neighbours a point of t-SNE looks at.", DefaultValueFactory = _ => 30 };
        var iterations = new Option<int>("--iterations") { HelpName = "N", Description = "Steps of t-SNE.", DefaultValueFactory = _ => 1000 };
        var seed = new Option<long>("--seed") { HelpName = "N", Description = "Key of what is random in t-SNE's start; nothing is where codes vary in two dimensions or more.", DefaultValueFactory = _ => 1 };
        var table = new Option<string?>("--csv") { HelpName = "FILE", Description = "Also write the coordinates: index, x, y, label." };
        var codes = new Option<string?>("--codes") { HelpName = "FILE", Description = "Also write the posterior means, in NumPy's format." };
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = "Where to write the picture; figures/latent.svg, latent-pca.svg or latent-tsne.svg in the run directory when left out." };
        var threads = RunArgument.Threads();
        var command = new Verb("latent", "Draws latent codes as points, coloured by label.", "elbo latent runs/my-run --map tsne") { path, map, split, perplexity, iterations, seed, table, codes, output, threads };
        command.Handle((parse, cancellation) =>
        {
            var wanted = new MapOfRun
            {
                Map = parse.GetValue(map)!,
                Split = parse.GetValue(split),
                Options = new() { Perplexity = parse.GetValue(perplexity), Iterations = parse.GetValue(iterations), Seed = parse.GetValue(seed) },
                Table = parse.GetValue(table),
                Codes = parse.GetValue(codes),
                Output = parse.GetValue(output),
                Threads = RunArgument.Of(parse, threads),
            };
            wanted.Check();
            Option[] ofTsne = [perplexity, iterations, seed];
            if (wanted.Map != "tsne" && ofTsne.FirstOrDefault(option => parse.GetResult(option) is { Implicit: false }) is { } idle)
                throw new SettingException($"{idle.Name} means nothing to --map {wanted.Map}; leave it out or use --map tsne.");
            var (run, vae) = RunArgument.Open(parse, path, threads);
            using (vae)
            {
                var data = RunArgument.Load(run, vae, cancellation: cancellation);
                foreach (string saved in wanted.Draw(run, vae, data, cancellation)) Terminal.Print(saved);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
