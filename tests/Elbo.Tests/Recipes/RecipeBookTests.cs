using Elbo.Recipes;

namespace Elbo.Tests.Recipes;

public sealed class RecipeBookTests
{
    public static TheoryData<string> Known => [.. RecipeBook.Names];

    [Fact]
    public void The_known_recipes_are_the_five_promised() =>
        Assert.Equal(["digits", "mlp-bernoulli", "mlp-latent", "simple-vae", "tanh-small"], RecipeBook.Names);

    [Theory]
    [MemberData(nameof(Known))]
    public void A_known_recipe_says_what_it_is_and_comes_back_from_its_own_document(string name)
    {
        var recipe = RecipeBook.Get(name);
        Assert.Equal(name, recipe.Name);
        Assert.NotEmpty(recipe.Description);
        Assert.NotEmpty(recipe.Source);
        string json = recipe.ToJson();
        Assert.Equal(recipe, Recipe.Parse(json));
        Assert.Equal(json, Recipe.Parse(json).ToJson());
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void A_built_in_document_is_written_as_ToJson_writes_it(string name)
    {
        using var stream = typeof(RecipeBook).Assembly.GetManifestResourceStream("Elbo.Recipes.Known." + name)!;
        Assert.Equal(RecipeBook.Get(name).ToJson() + "\n", new StreamReader(stream).ReadToEnd());
    }

    [Fact]
    public void Simple_vae_is_the_reference()
    {
        var recipe = RecipeBook.Get("simple-vae");
        Assert.Equal(["500 Relu 0", "120 Relu 0"], recipe.Model.Encoder.Select(Describe));
        Assert.Equal(["120 Relu 0", "500 Relu 0"], recipe.Model.Decoder.Select(Describe));
        Assert.Equal((LikelihoodKind.Gaussian, DeviationKind.Softplus, DataRange.Standardised), (recipe.Model.Likelihood, recipe.Model.Deviation, recipe.Data.Range));
        Assert.Equal((64, 15, 1e-3, 8.0), (recipe.Training.Batch, recipe.Training.Epochs, recipe.Training.LearningRate, recipe.Objective.Beta));
    }

    [Fact]
    public void Mlp_bernoulli_is_the_reference()
    {
        var recipe = RecipeBook.Get("mlp-bernoulli");
        Assert.Equal(["500 Elu 0.5", "500 Elu 0.5"], recipe.Model.Encoder.Select(Describe));
        Assert.Equal(["500 Elu 0.5", "500 Elu 0.5"], recipe.Model.Decoder.Select(Describe));
        Assert.Equal((InitialiserKind.XavierUniform, 1e-6, 2), (recipe.Model.Initialiser, recipe.Model.DeviationFloor, recipe.Model.Latent));
        Assert.Equal((128, 200, 1e-4), (recipe.Training.Batch, recipe.Training.Epochs, recipe.Training.LearningRate));
        Assert.Equal(new DecayOptions { Rate = 0.96, Steps = 2000, Staircase = false }, recipe.Training.Decay);
    }

    [Fact]
    public void Mlp_latent_is_the_reference()
    {
        var recipe = RecipeBook.Get("mlp-latent");
        Assert.Equal(["512 Elu 0.1", "512 Tanh 0.1"], recipe.Model.Encoder.Select(Describe));
        Assert.Equal(["512 Tanh 0.1", "512 Elu 0.1"], recipe.Model.Decoder.Select(Describe));
        Assert.Equal((InitialiserKind.HeNormal, 20), (recipe.Model.Initialiser, recipe.Model.Latent));
        Assert.Equal((128, null, 50_000, 1e-3), (recipe.Training.Batch, recipe.Training.Epochs, recipe.Training.Steps, recipe.Training.LearningRate));
    }

    [Fact]
    public void A_misspelt_recipe_is_refused_with_the_nearest()
    {
        var error = Assert.Throws<SettingException>(() => RecipeBook.Get("mlp-bernouli"));
        Assert.Equal("There is no recipe 'mlp-bernouli'; did you mean 'mlp-bernoulli'?", error.Message);
        Assert.Contains("choose digits, mlp-bernoulli", Assert.Throws<SettingException>(() => RecipeBook.Load("resnet")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_loads_from_a_saved_and_edited_file()
    {
        using var folder = new TemporaryFolder();
        string path = folder["mine.json"];
        File.WriteAllText(path, RecipeBook.Get("digits").ToJson().Replace("\"latent\": 2", "\"latent\": 7", StringComparison.Ordinal));
        Assert.Equal(7, RecipeBook.Load(path).Model.Latent);
    }

    [Fact]
    public void A_damaged_file_is_refused_with_its_path_and_line()
    {
        using var folder = new TemporaryFolder();
        string path = folder["mine.json"];
        File.WriteAllText(path, "{\n  \"name\": \"x\",\n  \"model\": { \"latnet\": 3 }\n}");
        Assert.Equal($"{path}, line 3: there is no setting 'model.latnet'; did you mean 'model.latent'?", Assert.Throws<SettingException>(() => RecipeBook.Load(path)).Message);
        File.WriteAllText(path, "{\n  \"name\": \"x\"\n  \"seed\": 1\n}");
        Assert.StartsWith($"{path}, line 3, is not valid JSON: ", Assert.Throws<SettingException>(() => RecipeBook.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_or_oversized_file_is_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("There is no recipe file", Assert.Throws<ElboException>(() => RecipeBook.Load(folder["no.json"])).Message, StringComparison.Ordinal);
        File.WriteAllBytes(folder["big.json"], new byte[(1 << 20) + 1]);
        Assert.Contains("too long for a recipe", Assert.Throws<SettingException>(() => RecipeBook.Load(folder["big.json"])).Message, StringComparison.Ordinal);
    }

    private static string Describe(LayerOptions layer) => layer is DenseOptions dense ? $"{dense.Units} {dense.Activation} {dense.Dropout}" : $"{layer}";
}
