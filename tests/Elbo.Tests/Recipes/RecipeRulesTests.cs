using Elbo.Recipes;

namespace Elbo.Tests.Recipes;

public sealed class RecipeRulesTests
{
    private static readonly Recipe Base = RecipeBook.Get("mlp-bernoulli");

    [Theory]
    [InlineData("name", "../x", "name must be 1 to 64 letters, digits, '-', '_' or '.', beginning with a letter or digit, not '../x'.")]
    [InlineData("seed", "-1", "seed must be 0 or more, not -1.")]
    [InlineData("data.name", "", "data.name must name a data set or a path, not ''.")]
    [InlineData("data.validation", "-1", "data.validation must be 0 or more, not -1.")]
    [InlineData("data.size", "7", "data.size must be between 8 and 1024, not 7.")]
    [InlineData("data.size", "1025", "data.size must be between 8 and 1024, not 1025.")]
    [InlineData("data.range", "signed", "model.likelihood bernoulli needs data.range unit, not 'signed'.")]
    [InlineData("model.latent", "0", "model.latent must be between 1 and 100000, not 0.")]
    [InlineData("model.latent", "100001", "model.latent must be between 1 and 100000, not 100001.")]
    [InlineData("model.encoder.1.units", "0", "model.encoder.1.units must be between 1 and 1000000, not 0.")]
    [InlineData("model.decoder.0.units", "1000001", "model.decoder.0.units must be between 1 and 1000000, not 1000001.")]
    [InlineData("model.decoder.0.dropout", "1", "model.decoder.0.dropout must be in [0, 1), not 1.")]
    [InlineData("model.decoder.0.dropout", "-0.1", "model.decoder.0.dropout must be in [0, 1), not -0.1.")]
    [InlineData("model.deviationFloor", "-1e-9", "model.deviationFloor must be in [0, 1], not -1E-09.")]
    [InlineData("model.initialiserScale", "0", "model.initialiserScale must be in (0, 1000], not 0.")]
    [InlineData("objective.beta", "-1", "objective.beta must be a finite number, 0 or more, not -1.")]
    [InlineData("objective.annealing.kind", "sigmoid", "objective.annealing.kind must be one of none, linear, cyclical, not 'sigmoid'.")]
    [InlineData("objective.annealing.steps", "0", "objective.annealing.steps must be 1 or more, not 0.")]
    [InlineData("objective.annealing.cycles", "0", "objective.annealing.cycles must be 1 or more, not 0.")]
    [InlineData("objective.annealing.proportion", "0", "objective.annealing.proportion must be in (0, 1], not 0.")]
    [InlineData("objective.annealing.proportion", "1.1", "objective.annealing.proportion must be in (0, 1], not 1.1.")]
    [InlineData("objective.capacity.nats", "-1", "objective.capacity.nats must be a finite number, 0 or more, not -1.")]
    [InlineData("objective.capacity.steps", "0", "objective.capacity.steps must be 1 or more, not 0.")]
    [InlineData("objective.capacity.weight", "0", "objective.capacity.weight must be a finite number above 0, not 0.")]
    [InlineData("objective.freeBits", "-0.5", "objective.freeBits must be a finite number, 0 or more, not -0.5.")]
    [InlineData("model.condition", "text", "model.condition must be one of none, label, not 'text'.")]
    [InlineData("training.batch", "0", "training.batch must be between 1 and 1000000, not 0.")]
    [InlineData("training.epochs", "0", "training.epochs must be 1 or more, not 0.")]
    [InlineData("training.epochs", "null", "training needs exactly one of training.epochs and training.steps, not neither.")]
    [InlineData("training.steps", "0", "training.steps must be 1 or more, not 0.")]
    [InlineData("training.learningRate", "0", "training.learningRate must be in (0, 1000000], not 0.")]
    [InlineData("training.decay.rate", "0", "training.decay.rate must be in (0, 1], not 0.")]
    [InlineData("training.decay.rate", "1.01", "training.decay.rate must be in (0, 1], not 1.01.")]
    [InlineData("training.decay.steps", "0", "training.decay.steps must be 1 or more, not 0.")]
    [InlineData("training.adam.beta1", "1", "training.adam.beta1 must be in [0, 1), not 1.")]
    [InlineData("training.adam.beta2", "-0.5", "training.adam.beta2 must be in [0, 1), not -0.5.")]
    [InlineData("training.adam.epsilon", "0", "training.adam.epsilon must be a finite number, 1E-30 or more, not 0.")]
    [InlineData("training.clip", "0", "training.clip must be a finite number above 0, not 0.")]
    [InlineData("training.patience", "0", "training.patience must be 1 or more, not 0.")]
    [InlineData("training.maximumSkippedSteps", "-1", "training.maximumSkippedSteps must be 0 or more, not -1.")]
    [InlineData("training.checkpointEpochs", "0", "training.checkpointEpochs must be 1 or more, not 0.")]
    [InlineData("training.keepCheckpoints", "0", "training.keepCheckpoints must be 1 or more, not 0.")]
    [InlineData("training.pictureEpochs", "0", "training.pictureEpochs must be 1 or more, not 0.")]
    [InlineData("training.scatterSteps", "0", "training.scatterSteps must be 1 or more, not 0.")]
    public void An_impossible_value_is_refused_with_its_key_value_and_range(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<SettingException>(() => Base.With(key, value)).Message);

    [Theory]
    [InlineData("model.latent", "100000")]
    [InlineData("model.encoder.0.dropout", "0")]
    [InlineData("model.deviationFloor", "0")]
    [InlineData("objective.beta", "0")]
    [InlineData("training.decay.rate", "1")]
    [InlineData("training.adam.beta1", "0")]
    [InlineData("training.batch", "1")]
    [InlineData("seed", "9223372036854775807")]
    [InlineData("data.validation", "0")]
    [InlineData("training.pictureEpochs", "null")]
    [InlineData("training.scatterSteps", "1")]
    [InlineData("objective.annealing.proportion", "1")]
    [InlineData("objective.capacity.nats", "0")]
    [InlineData("model.condition", "label")]
    public void The_last_possible_values_are_taken(string key, string value) => Base.With(key, value).Validate();

    [Theory]
    [InlineData("objective.freeBits=0.5", "objective.freeBits must be 0, not 0.5.")]
    [InlineData("objective.annealing.kind=cyclical", "objective.annealing.kind must be none, not 'cyclical'.")]
    [InlineData("objective.beta=4", "objective.beta must be 1, not 4; weigh the distance with objective.capacity.weight.")]
    public void A_capacity_stands_alone(string other, string message)
    {
        Base.With("objective.capacity.nats", "25").Validate();
        var error = Assert.Throws<SettingException>(() => Base.With(["objective.capacity.nats=25", other]));
        Assert.Equal("objective.capacity.nats 25 holds the KL divergence to a target, so " + message, error.Message);
    }

    [Fact]
    public void A_cycle_lasts_a_step_at_least()
    {
        Base.With(["objective.annealing.kind=cyclical", "objective.annealing.steps=4", "objective.annealing.cycles=4"]).Validate();
        var error = Assert.Throws<SettingException>(() => Base.With(["objective.annealing.kind=cyclical", "objective.annealing.steps=4", "objective.annealing.cycles=5"]));
        Assert.Equal("objective.annealing.cycles must be between 1 and 4, not 5.", error.Message);
    }

    [Fact]
    public void Choosing_the_best_needs_a_validation_set()
    {
        const string message = "data.validation must be 1 or more, not 0, for training.patience or training.select best.";
        Assert.Equal(message, Assert.Throws<SettingException>(() => Base.With(["data.validation=0", "training.select=best"])).Message);
        Assert.Equal(message, Assert.Throws<SettingException>(() => Base.With(["data.validation=0", "training.patience=2"])).Message);
    }

    [Fact]
    public void Recipes_made_in_code_are_held_to_the_same_rules()
    {
        var both = Base with { Training = Base.Training with { Steps = 10 } };
        Assert.Contains("not both (200 and 10)", Assert.Throws<SettingException>(both.Validate).Message, StringComparison.Ordinal);
        var infinite = Base with { Objective = new ObjectiveOptions { Beta = double.NaN } };
        Assert.Contains("objective.beta", Assert.Throws<SettingException>(infinite.Validate).Message, StringComparison.Ordinal);
        Assert.Throws<SettingException>(infinite.ToJson);
    }

    [Fact]
    public void A_documents_name_stands_before_the_complaint() =>
        Assert.StartsWith("r.json: seed must be", Assert.Throws<SettingException>(() => Recipe.Parse("""{ "name": "x", "seed": -1 }""", "r.json")).Message, StringComparison.Ordinal);
}
