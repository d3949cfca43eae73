using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Recipes;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo recipes</c>: the built-in recipes, and one of them as JSON.</summary>
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
        var command = new Verb("recipes", "Lists the built-in recipes.", "elbo recipes") { show };
        command.Handle(_ =>
        {
            Tables.Recipes(RecipeBook.Names.Select(RecipeBook.Get));
            return ExitCode.Done;
        });
        return command;
    }
}
