using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Recipes;
using Elbo.Training;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo recipes</c>: the built-in recipes, one of them as JSON, and its layers.</summary>
internal static class RecipesVerb
{
    public static Verb Create()
    {
        var name = new Argument<string>("NAME|FILE") { Description = "A recipe's name or file." };
        var show = new Verb("show", "Prints a recipe as JSON, to be saved, edited and trained.", "elbo recipes show mlp-latent > mine.json") { name };
        show.Handle(parse =>
        {
            Console.WriteLine(RecipeBook.Load(parse.GetValue(name)!).ToJson());
            return ExitCode.Done;
        });
        var changes = new RecipeChanges();
        var layers = new Verb("layers", "Prints the layers that a recipe builds: what they give, and their parameters.", "elbo recipes layers mlp-latent --set model.latent=10")
        {
            name, changes.Data, changes.Set,
        };
        layers.Handle((parse, cancellation) =>
        {
            var recipe = RecipeBook.Load(parse.GetValue(name)!).With(changes.Of(parse));
            Tables.Layers(recipe, ModelLayers.Of(recipe, cancellation));
            return ExitCode.Done;
        });
        var command = new Verb("recipes", "Lists the built-in recipes.", "elbo recipes") { show, layers };
        command.Handle(_ =>
        {
            Tables.Recipes(RecipeBook.Names.Select(RecipeBook.Get));
            return ExitCode.Done;
        });
        return command;
    }
}
