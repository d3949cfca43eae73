using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Exchange;
using Elbo.Recipes;
using Elbo.Training;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo import RECIPE WEIGHTS</c>: a run from weights that were trained elsewhere.</summary>
internal static class ImportVerb
{
    private static readonly Argument<string> Source = new("RECIPE|FILE") { Description = "The recipe's name (see elbo recipes) or file that these weights belong to." };

    private static readonly Argument<string> Weights = new("WEIGHTS")
    {
        Description = "A safetensors file of PyTorch's: encoder.N.weight and .bias in order, the heads mean and log_variance (mu, fc_mu, logvar, … too) or rho for a softplus deviation, decoder.N; as elbo export writes it.",
    };

    private static readonly RecipeChanges Changed = new();
    private static readonly Option<string?> Out = new("--out") { HelpName = "DIR", Description = "The run directory; a new one under runs/ when left out." };
    private static readonly Option<string[]> Rename = new("--rename") { HelpName = "FROM=TO", Description = "What Elbo calls a module, such as fc1=encoder.0 or vae.encoder=encoder; may be given often." };

    public static Verb Create()
    {
        var command = new Verb("import", "Makes a run of weights trained in PyTorch. Convolutions must pad as SAME does.", "elbo import mlp-latent weights.safetensors --data mnist --set model.latent=20 --rename fc_var=log_variance --out runs/theirs")
        {
            Source, Weights, Out, Changed.Data, Changed.Set, Rename,
        };
        command.Handle(Run);
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        var changes = new List<string>(parse.GetValue(Changed.Set) ?? []);
        if (parse.GetValue(Changed.Data) is { } name) changes.Add($"data.name={name}");
        var renames = (parse.GetValue(Rename) ?? []).Select(Renaming).ToList();
        var recipe = RecipeData.WithWholePath(RecipeBook.Load(parse.GetValue(Source)!).With(changes));
        var data = LoadingDisplay.Load(recipe.Data, quiet: false, cancellation: cancellation);
        recipe = RecipeData.WithSize(recipe, data);
        var run = SafetensorsImport.Run(recipe, data, parse.GetValue(Weights)!, parse.GetValue(Out), renames);
        Terminal.Print(run.Path);
        return ExitCode.Done;
    }

    private static (string From, string To) Renaming(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? (text[..equals], text[(equals + 1)..]) : throw new SettingException($"--rename must be FROM=TO, such as fc1=encoder.0, not {Quoted.Text(text)}.");
    }
}
