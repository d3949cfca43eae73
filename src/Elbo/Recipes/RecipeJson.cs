using System.Text.Json;
using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>The generated serialiser of recipes; its metadata is also the list of all settings and their types.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    WriteIndented = true,
    IndentSize = 2,
    NewLine = "\n")]
[JsonSerializable(typeof(Recipe))]
internal sealed partial class RecipeJson : JsonSerializerContext
{
    /// <summary>The recipe as an indented document.</summary>
    public static string Write(Recipe recipe)
    {
        try
        {
            return JsonSerializer.Serialize(recipe, RecipeSchema.Json.Recipe);
        }
        catch (ArgumentException cause)
        {
            // The writer refuses NaN and infinity, which only code can put into a recipe.
            throw new SettingException($"Recipe {Quoted.Text(recipe.Name)} holds a number that is not finite, which no JSON document can; give a finite one.", cause);
        }
    }
}
