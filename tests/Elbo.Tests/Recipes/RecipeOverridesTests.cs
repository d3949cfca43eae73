using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Recipes;

public sealed class RecipeOverridesTests
{
    private static readonly Recipe Base = RecipeBook.Get("mlp-bernoulli");

    [Fact]
    public void A_number_a_word_and_a_text_are_set_by_their_types()
    {
        var recipe = Base.With(["model.latent=20", "objective.beta=1.5e1", "model.deviation=exp", "data.name=my set", "description=\"say \\\"a\\\"\"", "training.decay.staircase=true", "training.clip=5", "seed=9007199254740993"]);
        Assert.Equal((20, 15.0, DeviationKind.Exp, "my set"), (recipe.Model.Latent, recipe.Objective.Beta, recipe.Model.Deviation, recipe.Data.Name));
        Assert.Equal(("say \"a\"", true, 5.0, 9007199254740993), (recipe.Description, recipe.Training.Decay.Staircase, recipe.Training.Clip, recipe.Seed));
    }

    [Fact]
    public void Only_the_named_setting_changes() =>
        Assert.Equal(Base with { Training = Base.Training with { LearningRate = 3e-4 } }, Base.With("training.learningRate", "3e-4"));

    [Fact]
    public void Null_clears_a_setting_that_may_be_empty() => Assert.Null(Base.With("training.clip", "5").With("training.clip", "null").Training.Clip);

    [Fact]
    public void A_layer_is_named_by_number_and_all_layers_by_a_star()
    {
        var recipe = Base.With(["model.encoder.*.units=400", "model.encoder.1.dropout=0.1", "model.decoder.*.activation=tanh"]);
        Assert.Equal([new DenseOptions { Units = 400, Activation = Activation.Elu, Dropout = 0.5 }, new DenseOptions { Units = 400, Activation = Activation.Elu, Dropout = 0.1 }], recipe.Model.Encoder);
        Assert.All(recipe.Model.Decoder, layer => Assert.Equal(Activation.Tanh, ((DenseOptions)layer).Activation));
    }

    [Fact]
    public void A_whole_list_or_object_is_given_as_json()
    {
        var recipe = Base.With(["model.encoder=[{\"units\":3,\"kind\":\"dense\"}]", "training.adam={\"beta1\":0.5}"]);
        Assert.Equal([new DenseOptions { Units = 3 }], recipe.Model.Encoder);
        Assert.Equal(new AdamOptions { Beta1 = 0.5 }, recipe.Training.Adam);
        Assert.Empty(recipe.With("model.encoder", "[]").Model.Encoder);
    }

    [Fact]
    public void Steps_clear_epochs_and_epochs_clear_steps()
    {
        var steps = Base.With("training.steps", "5e3").Training;
        Assert.Equal((null, 5000), (steps.Epochs, steps.Steps));
        var epochs = Base.With(["training.steps=5000", "training.epochs=7"]).Training;
        Assert.Equal((7, null), (epochs.Epochs, epochs.Steps));
    }

    [Fact]
    public void A_layer_changes_its_kind_and_keeps_what_both_kinds_have()
    {
        var recipe = RecipeBook.Get("digits").With(["model.encoder.0.activation=elu", "model.encoder.0.kind=convolution", "model.encoder.0.channels=8"]);
        Assert.Equal(new ConvolutionOptions { Channels = 8, Activation = Activation.Elu }, recipe.Model.Encoder[0]);
    }

    [Theory]
    [InlineData("model.latnet=3", "There is no setting 'model.latnet'; did you mean 'model.latent'?")]
    [InlineData("modl.latent=3", "There is no setting 'modl.latent'; did you mean 'model.latent'?")]
    [InlineData("latent=3", "There is no setting 'latent'; did you mean 'model.latent'?")]
    [InlineData("epochs=3", "There is no setting 'epochs'; did you mean 'training.epochs'?")]
    [InlineData("dropout=0", "There is no setting 'dropout'; did you mean 'model.encoder.*.dropout'?")]
    [InlineData("lr=3", "There is no setting 'lr'; did you mean 'training.learningRate'?")]
    [InlineData("training.learning_rate=3", "There is no setting 'training.learning_rate'; did you mean 'training.learningRate'?")]
    [InlineData("training.momentum=3", "There is no setting 'training.momentum'; 'training' has batch, epochs, steps, learningRate, decay, adam, clip, patience, select, maximumSkippedSteps, checkpointEpochs, keepCheckpoints, pictureEpochs, scatterSteps.")]
    [InlineData("model.encoder.1.unts=3", "There is no setting 'model.encoder.1.unts'; did you mean 'model.encoder.1.units'?")]
    [InlineData("model.encoder.2.units=3", "There is no setting 'model.encoder.2.units'; model.encoder has 2 entries, numbered 0 to 1.")]
    [InlineData("model.encoder.-1.units=3", "There is no setting 'model.encoder.-1.units'; did you mean 'model.encoder.1.units'?")]
    [InlineData("model.encoder.0\0.kind=x", "There is no setting 'model.encoder.0?.kind'; did you mean 'model.encoder.0.kind'?")]
    [InlineData("model.latent.x=3", "There is no setting 'model.latent.x'; did you mean 'model.latent'?")]
    [InlineData("model.latent=abc", "model.latent must be a whole number, not 'abc'.")]
    [InlineData("model.latent=", "model.latent must be a whole number, not ''.")]
    [InlineData("model.latent=99999999999", "model.latent must be a whole number up to 2147483647, not '99999999999'.")]
    [InlineData("model.latent=true", "model.latent must be a whole number, not 'true'.")]
    [InlineData("model.latent=null", "model.latent must be a whole number, not 'null'.")]
    [InlineData("training.clip=high", "training.clip must be a finite number or null, not 'high'.")]
    [InlineData("objective.beta=NaN", "objective.beta must be a finite number, not 'NaN'.")]
    [InlineData("training.decay.staircase=1", "training.decay.staircase must be true or false, not '1'.")]
    [InlineData("model.encoder.0.activation=ellu", "model.encoder.0.activation must be one of linear, relu, leakyRelu, elu, tanh, sigmoid, softplus, exp, not 'ellu'; did you mean 'elu'?")]
    [InlineData("model.encoder.0.activation=0", "model.encoder.0.activation must be one of linear, relu, leakyRelu, elu, tanh, sigmoid, softplus, exp, not '0'.")]
    [InlineData("model.encoder.*.kind=conv", "model.encoder.*.kind must be one of dense, convolution, transposedConvolution, maxPool, upsample, reshape, dropout, not 'conv'.")]
    [InlineData("model.encoder.0.kind=convolution", "model.encoder.0.channels is missing; add it.")]
    [InlineData("model.output.activation=tanh", "model.output.activation must be linear for model.likelihood bernoulli, which takes logits, not 'tanh'.")]
    [InlineData("model.encoder=400", "model.encoder must be a list in brackets.")]
    [InlineData("model.encoder=[{\"kind\":\"dense\",\"unit\":3}]", "There is no setting 'model.encoder.0.unit'; did you mean 'model.encoder.0.units'?")]
    [InlineData("model.latent", "'model.latent' sets nothing; write key=value, such as model.latent=20.")]
    [InlineData("=3", "'=3' sets nothing; write key=value, such as model.latent=20.")]
    public void A_wrong_setting_is_refused_in_one_sentence(string setting, string message) =>
        Assert.Equal(message, Assert.Throws<SettingException>(() => Base.With([setting])).Message);

    [Fact]
    public void A_star_over_an_empty_list_is_refused() =>
        Assert.Equal("There is no setting 'model.encoder.*.units'; model.encoder is empty.", Assert.Throws<SettingException>(() => Base.With(["model.encoder=[]", "model.encoder.*.units=3"])).Message);

    [Fact]
    public void No_random_setting_throws_anything_but_a_setting_error()
    {
        string[] words = ["model", "latent", "encoder", "*", "0", "1", "units", "training", "steps", "", ".", "decay", "rate", "kind", "data", "name", "adam", "seed", "-1", "😀", "\0"];
        string[] values = ["1", "-1", "0", "1e400", "null", "true", "\"a", "\"\\ud800\"", "[]", "{}", "[1]", "{\"kind\":\"dense\"}", "abc", "", "dense", "[[[[", "\ud800"];
        int refused = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            string key = string.Join('.', Enumerable.Range(0, random.Next(1, 5)).Select(_ => words[random.Next(words.Length)]));
            try
            {
                Base.With(key, values[random.Next(values.Length)]).Validate();
            }
            catch (SettingException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 500, 1999);
    }
}
