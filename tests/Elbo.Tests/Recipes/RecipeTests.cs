using Elbo.Recipes;

namespace Elbo.Tests.Recipes;

public sealed class RecipeTests
{
    private const string Least = """{ "name": "x", "training": { "epochs": 3 } }""";

    [Fact]
    public void Missing_settings_take_the_defaults_of_the_records() =>
        Assert.Equal(new Recipe { Name = "x", Training = new TrainingOptions { Epochs = 3 } }, Recipe.Parse(Least));

    [Fact]
    public void Missing_settings_of_nested_objects_and_layers_take_defaults_too()
    {
        var recipe = Recipe.Parse("""
            { "name": "x", "training": { "steps": 5, "adam": { "beta1": 0.5 }, "decay": {} },
              "model": { "encoder": [ { "units": 7, "kind": "dense" } ] } }
            """);
        Assert.Equal(new AdamOptions { Beta1 = 0.5 }, recipe.Training.Adam);
        Assert.Equal(new DecayOptions(), recipe.Training.Decay);
        Assert.Equal(new DenseOptions { Units = 7 }, recipe.Model.Encoder[0]);
        Assert.Equal(new TrainingOptions { Steps = 5, Adam = recipe.Training.Adam }, recipe.Training);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1.0 / 3)]
    [InlineData(4.9406564584124654E-324)]
    [InlineData(1.7976931348623157E+308)]
    [InlineData(1e-4)]
    public void A_real_setting_comes_back_bit_for_bit(double value)
    {
        var recipe = RecipeBook.Get("digits") with { Objective = new ObjectiveOptions { Beta = value } };
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(Recipe.Parse(recipe.ToJson()).Objective.Beta));
    }

    [Fact]
    public void Text_with_quotes_newlines_and_foreign_letters_comes_back()
    {
        var recipe = RecipeBook.Get("digits") with { Description = "β × \"q\" \\ \n – 漢 😀", Seed = long.MaxValue };
        Assert.Equal(recipe.Description, Recipe.Parse(recipe.ToJson()).Description);
        Assert.Equal(recipe, Recipe.Parse(recipe.ToJson()));
    }

    [Theory]
    [InlineData("""{ "name": "x", "bogus": 1 }""", "there is no setting 'bogus'; a recipe has name, description, source, seed, data, model, objective, training.")]
    [InlineData("""{ "name": "x", "training": { "lr": 1 } }""", "there is no setting 'training.lr'; did you mean 'training.learningRate'?")]
    [InlineData("""{ "name": "x", "model": { "encoder": [ { "kind": "dense", "unit": 1 } ] } }""", "there is no setting 'model.encoder.0.unit'; did you mean 'model.encoder.0.units'?")]
    [InlineData("""{ "name": "x", "model": { "encoder": [ { "kind": "dens", "units": 1 } ] } }""", "model.encoder.0.kind must be one of dense, convolution, transposedConvolution, maxPool, upsample, reshape, dropout, not 'dens'; did you mean 'dense'?")]
    [InlineData("""{ "name": "x", "model": { "encoder": [ { "units": 1 } ] } }""", "model.encoder.0.kind is missing; add one of dense, convolution, transposedConvolution, maxPool, upsample, reshape, dropout.")]
    [InlineData("""{ "name": "x", "model": { "encoder": [ { "kind": "dense" } ] } }""", "model.encoder.0.units is missing; add it.")]
    [InlineData("""{ "name": "x", "model": { "latent": "2" } }""", "model.latent must be a whole number, not '2'.")]
    [InlineData("""{ "name": "x", "model": { "latent": 2.5 } }""", "model.latent must be a whole number, not '2.5'.")]
    [InlineData("""{ "name": "x", "model": { "latent": [] } }""", "model.latent must be a whole number, not a list.")]
    [InlineData("""{ "name": "x", "model": { "latent": null } }""", "model.latent must be a whole number, not 'null'.")]
    [InlineData("""{ "name": "x", "model": null }""", "model must be an object in braces.")]
    [InlineData("""{ "name": "x", "model": { "encoder": 3 } }""", "model.encoder must be a list in brackets.")]
    [InlineData("""{ "name": "x", "model": { "encoder": [ null ] } }""", "model.encoder.0 must be an object in braces.")]
    [InlineData("""{ "name": 3 }""", "name must be text, not '3'.")]
    [InlineData("""{ "name": "x", "objective": { "beta": 1e999 } }""", "objective.beta must be a finite number, not '1e999'.")]
    [InlineData("""{ "name": "x", "objective": { "beta": 1, "beta": 1 } }""", "objective.beta is given twice; keep one of the two.")]
    [InlineData("""{ "name": "x", "training": { "decay": { "staircase": 1 } } }""", "training.decay.staircase must be true or false, not '1'.")]
    [InlineData("""{ "name": "x", "model": { "likelihood": "bernouli" } }""", "model.likelihood must be one of bernoulli, gaussian, mixed, not 'bernouli'; did you mean 'bernoulli'?")]
    [InlineData("{}", "name is missing; add it.")]
    [InlineData("[]", "a recipe must be an object in braces.")]
    public void A_wrong_document_is_refused_in_one_sentence_with_its_line(string json, string complaint) =>
        Assert.Equal("r.json, line 1: " + complaint, Assert.Throws<SettingException>(() => Recipe.Parse(json, "r.json")).Message);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{ \"name\": \"x\" } {}")]
    [InlineData("{ \"name\": \"\\ud800\" }")]
    [InlineData("{ \"\\ud800\": 1 }")]
    public void Text_that_is_no_json_is_refused(string json) =>
        Assert.Contains("valid", Assert.Throws<SettingException>(() => Recipe.Parse(json, "r.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void Absurdly_deep_or_long_documents_are_refused()
    {
        string deep = """{ "name": "x", "model": { "encoder": [ { "units": """ + new string('[', 5000) + new string(']', 5000) + "} ] } }";
        Assert.Throws<SettingException>(() => Recipe.Parse(deep));
        Assert.Throws<SettingException>(() => Recipe.Parse("{ \"name\": \"" + new string('x', 1 << 21) + "\" }"));
        string many = """{ "name": "x", "model": { "encoder": [""" + string.Join(',', Enumerable.Repeat("""{"kind":"dense","units":1}""", 1001)) + "] } }";
        Assert.Contains("more than 1000 entries", Assert.Throws<SettingException>(() => Recipe.Parse(many)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_mutation_of_a_recipe_throws_anything_but_a_setting_error()
    {
        string original = RecipeBook.Get("mlp-bernoulli").ToJson();
        string alphabet = "{}[]\",:0123456789.-+eE\\unltrfasN \n*éˣ\0";
        int refused = 0;
        for (int seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var text = new System.Text.StringBuilder(original);
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                int at = random.Next(text.Length), length = Math.Min(random.Next(1, 20), text.Length - at);
                switch (random.Next(4))
                {
                    case 0: text.Remove(at, length); break;
                    case 1: text[at] = alphabet[random.Next(alphabet.Length)]; break;
                    case 2: text.Insert(at, alphabet[random.Next(alphabet.Length)]); break;
                    default: text.Insert(random.Next(text.Length), text.ToString(at, length)); break;
                }
            }
            try
            {
                var recipe = Recipe.Parse(text.ToString(), "r.json");
                Assert.Equal(recipe, Recipe.Parse(recipe.ToJson()));
            }
            catch (SettingException error)
            {
                refused++;
                Assert.DoesNotContain('\n', error.Message);
                Assert.True(error.Message[^1] is '.' or '?', error.Message);
            }
        }
        Assert.InRange(refused, 1000, 2999);
    }
}
