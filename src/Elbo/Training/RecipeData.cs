using Elbo.Data;
using Elbo.Recipes;

namespace Elbo.Training;

/// <summary>Settles what of a recipe's data depends on this machine and on the files, so that its run can be examined from anywhere, later.</summary>
internal static class RecipeData
{
    /// <summary>A folder or archive of data by its whole path.</summary>
    public static Recipe WithWholePath(Recipe recipe)
    {
        string name = recipe.Data.Name;
        return Datasets.Names.Contains(name) || !Path.Exists(name) ? recipe : recipe with { Data = recipe.Data with { Name = Path.GetFullPath(name) } };
    }

    /// <summary>What depends on the first of many pictures now holds for the run.</summary>
    public static Recipe WithSize(Recipe recipe, DataSplits data) =>
        Datasets.HoldsPictures(recipe.Data.Name) ? recipe with { Data = recipe.Data with { Size = data.Train.Shape.Height } } : recipe;
}
