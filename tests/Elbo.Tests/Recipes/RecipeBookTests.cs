using Elbo.Networks;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Recipes;

public sealed class RecipeBookTests
{
    public static TheoryData<string> Known => [.. RecipeBook.Names];

    [Fact]
    public void The_known_recipes_are_those_promised() =>
        Assert.Equal(["capacity", "conditional-vae", "conv-celeba", "conv-mnist", "conv-rgb48", "cyclical-annealing", "digits", "free-bits", "kl-annealing", "mlp-bernoulli", "mlp-latent", "simple-vae", "tabular", "tanh-small"], RecipeBook.Names);

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
    public void Conv_mnist_is_the_reference()
    {
        var recipe = RecipeBook.Get("conv-mnist");
        Assert.Equal(["16 3 2 Relu norm", "32 3 2 Relu norm", "64 3 2 Relu norm"], recipe.Model.Encoder.Select(Describe));
        Assert.Equal(["1024 Relu 0 norm", "as 64×4×4", "^64 3 2 Relu norm", "^32 3 2 Relu norm", "^1 3 2 Relu norm"], recipe.Model.Decoder.Select(Describe));
        Assert.Equal(new OutputOptions { Kind = OutputKind.Dense, Activation = Activation.Sigmoid }, recipe.Model.Output);
        Assert.Equal((InitialiserKind.TruncatedNormal, 0.02, 16), (recipe.Model.Initialiser, recipe.Model.InitialiserScale, recipe.Model.Latent));
        Assert.Equal((Reduction.Mean, 0.0005), (recipe.Objective.Reduction, recipe.Objective.Beta));
        Assert.Equal((256, 100, 5e-4, DataRange.Unit), (recipe.Training.Batch, recipe.Training.Epochs, recipe.Training.LearningRate, recipe.Data.Range));
        Assert.Equal((1 * 9 * 16) + (9 * 16 * 32) + (9 * 32 * 64) + (2 * (16 + 32 + 64)) + (1025 * 32) + (18 * 1024) + (9 * 64 * 96) + (9 * 32) + (2 * 97) + (1025 * 784), Parameters(recipe, new(1, 28, 28)));
    }

    [Fact]
    public void Conv_celeba_is_the_reference()
    {
        var recipe = RecipeBook.Get("conv-celeba");
        Assert.Equal(["64 5 2 Relu norm", "128 5 2 Relu norm", "256 5 2 Relu norm", "512 5 1 Relu norm"], recipe.Model.Encoder.Select(Describe));
        Assert.Equal(["32768 Relu 0 norm", "as 512×8×8", "^256 5 2 Relu norm", "^128 5 2 Relu norm", "^64 5 2 Relu norm"], recipe.Model.Decoder.Select(Describe));
        Assert.Equal(new OutputOptions { Kind = OutputKind.TransposedConvolution, Activation = Activation.Tanh, Kernel = 5, Stride = 1 }, recipe.Model.Output);
        Assert.Equal((InitialiserKind.TruncatedNormal, 0.02, 128), (recipe.Model.Initialiser, recipe.Model.InitialiserScale, recipe.Model.Latent));
        Assert.Equal((Reduction.Mean, 0.0001), (recipe.Objective.Reduction, recipe.Objective.Beta));
        Assert.Equal((128, 100, 2e-4), (recipe.Training.Batch, recipe.Training.Epochs, recipe.Training.LearningRate));
        Assert.Equal((64, PictureCrop.Closecrop, DataRange.Signed), (recipe.Data.Size, recipe.Data.Crop, recipe.Data.Range));
    }

    [Fact]
    public void Conv_rgb48_is_the_reference()
    {
        var recipe = RecipeBook.Get("conv-rgb48");
        Assert.Equal(["15 7 1 LeakyRelu", "pool 2", "drop 0.25", "25 5 1 LeakyRelu", "pool 2", "720 LeakyRelu 0.25", "432 LeakyRelu 0.25"], recipe.Model.Encoder.Select(Describe));
        Assert.Equal(
            ["432 LeakyRelu 0.25", "720 LeakyRelu 0.25", "11025 LeakyRelu 0.25", "as 25×21×21", "^15 5 1 LeakyRelu", "up 2 Bilinear", "^3 7 1 LeakyRelu", "up 2 Bilinear"],
            recipe.Model.Decoder.Select(Describe));
        Assert.Equal(new OutputOptions { Kind = OutputKind.Dense, Activation = Activation.LeakyRelu }, recipe.Model.Output);
        Assert.Equal((InitialiserKind.XavierNormal, true, DeviationKind.Exp, 64), (recipe.Model.Initialiser, recipe.Model.InitialiseBiases, recipe.Model.Deviation, recipe.Model.Latent));
        Assert.Equal((Reduction.Sum, 1.0, 60, 1000, 1e-3), (recipe.Objective.Reduction, recipe.Objective.Beta, recipe.Training.Batch, recipe.Training.Epochs, recipe.Training.LearningRate));
        Assert.Equal((48, DataRange.Signed), (recipe.Data.Size, recipe.Data.Range));
        Assert.InRange(Parameters(recipe, new(3, 48, 48)), 157_550_000, 157_650_000);
    }

    [Fact]
    public void The_recipes_of_the_objectives_hold_what_they_show()
    {
        Assert.Equal((AnnealingKind.Linear, 1500, 4.0), (Objective("kl-annealing").Annealing.Kind, Objective("kl-annealing").Annealing.Steps, Objective("kl-annealing").Beta));
        Assert.Equal(new AnnealingOptions { Kind = AnnealingKind.Cyclical, Steps = 3140, Cycles = 4, Proportion = 0.5 }, Objective("cyclical-annealing").Annealing);
        Assert.Equal(new CapacityOptions { Nats = 25, Steps = 1500, Weight = 20 }, Objective("capacity").Capacity);
        Assert.Equal((0.5, 4.0), (Objective("free-bits").FreeBits, Objective("free-bits").Beta));
        Assert.Equal(ConditionKind.Label, RecipeBook.Get("conditional-vae").Model.Condition);

        static ObjectiveOptions Objective(string name) => RecipeBook.Get(name).Objective;
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void A_document_older_than_the_newest_settings_means_what_it_meant(string name)
    {
        var recipe = RecipeBook.Get(name);
        var plain = recipe with
        {
            Model = recipe.Model with { Condition = ConditionKind.None },
            Objective = recipe.Objective with { Annealing = new(), Capacity = new(), FreeBits = 0 },
        };
        var document = System.Text.Json.Nodes.JsonNode.Parse(plain.ToJson())!;
        Assert.True(document["model"]!.AsObject().Remove("condition"));
        foreach (string key in new[] { "annealing", "capacity", "freeBits" }) Assert.True(document["objective"]!.AsObject().Remove(key));
        Assert.Equal(plain, Recipe.Parse(document.ToJsonString()));
    }

    [Fact]
    public void A_misspelt_recipe_is_refused_with_the_nearest()
    {
        var error = Assert.Throws<SettingException>(() => RecipeBook.Get("mlp-bernouli"));
        Assert.Equal("There is no recipe 'mlp-bernouli'; did you mean 'mlp-bernoulli'?", error.Message);
        Assert.Contains("choose capacity, conditional-vae", Assert.Throws<SettingException>(() => RecipeBook.Load("resnet")).Message, StringComparison.Ordinal);
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

    private static long Parameters(Recipe recipe, Shape shape) =>
        Network.Encoder(recipe.Model, shape, 2 * recipe.Model.Latent).Parameters + Network.Decoder(recipe.Model, shape).Parameters;

    private static string Describe(LayerOptions layer) => layer switch
    {
        DenseOptions dense => $"{dense.Units} {dense.Activation} {dense.Dropout}{Norm(dense.BatchNorm)}",
        ConvolutionOptions c => $"{c.Channels} {c.Kernel} {c.Stride} {c.Activation}{Norm(c.BatchNorm)}",
        TransposedConvolutionOptions c => $"^{c.Channels} {c.Kernel} {c.Stride} {c.Activation}{Norm(c.BatchNorm)}",
        MaxPoolOptions pool => $"pool {pool.Size}",
        UpsampleOptions upsample => $"up {upsample.Factor} {upsample.Mode}",
        ReshapeOptions reshape => $"as {reshape.Channels}×{reshape.Height}×{reshape.Width}",
        DropoutOptions dropout => $"drop {dropout.Rate}",
        _ => $"{layer}",
    };

    private static string Norm(bool normalised) => normalised ? " norm" : "";
}
