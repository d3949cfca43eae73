using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Recipes;
using Elbo.Tests.Serving;

namespace Elbo.Tests.Evaluation;

public sealed class ExampleScoresTests
{
    public static TheoryData<string> Kinds => SmallModel.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bounds_of_a_data_set_are_those_of_its_pictures_one_by_one(string kind)
    {
        using var vae = SmallModel.Create(kind);
        var data = SmallModel.Noise();
        float[] rows = Vae.Intensities(data, [.. Enumerable.Range(0, data.Count)]);
        var bounds = new double[data.Count];
        vae.Score(rows, bounds, vae.Classes > 0 ? data.Labels : null);
        var scores = ExampleScores.Of(vae, data);
        Assert.Equal(bounds, scores.Elbos());
        Assert.Equal(data.Count, scores.Usual(data.Name).Images);
    }

    [Fact]
    public void What_overflows_is_the_most_unusual_and_cannot_be_called_usual()
    {
        using var vae = SmallModel.Create("rows");
        foreach (ref float weight in vae.Store.All(Tensors.ParameterBlock.Weights)) weight *= 1e30f;
        var scores = ExampleScores.Of(vae, SmallModel.Noise());
        Assert.Equal(double.NegativeInfinity, scores.Elbo(0));
        Assert.Throws<ElboException>(() => scores.Usual("noise"));
    }

    [Fact]
    public void Data_of_another_range_are_seen_as_the_model_was_trained_to_see()
    {
        var train = Floats("train", 1);
        var recipe = RecipeBook.Get("digits").With("model.likelihood", "gaussian");
        using var vae = new Vae(recipe, SmallModel.Picture, Preprocessing.For(recipe.Data.Range, train), 1, training: false);
        vae.Graph.Initialise(vae.Store, 4);
        double[] alone = ExampleScores.Of(vae, train.Slice(0, 20, "some")).Elbos();
        // The last picture has values that training had not; those before it are what they were.
        double[] among = ExampleScores.Of(vae, Floats("other", 40)).Elbos();
        Assert.Equal(alone, among[..20]);
        Assert.True(among[^1] < among[..^1].Min() - 1000);
        Assert.Equal(vae.Evaluate(Floats("other", 40)).Elbo, among.Average(), Math.Abs(among.Average()) / 20);
    }

    [Fact]
    public void Inferred_labels_explain_no_picture_worse_than_given_ones_do_on_the_whole()
    {
        using var vae = SmallModel.Create("labelled");
        var data = SmallModel.Noise();
        double[] given = ExampleScores.Of(vae, data).Elbos(), inferred = ExampleScores.Of(vae, data, infer: true).Elbos();
        Assert.True(inferred.Average() > given.Average());
        Assert.Equal(vae.Score(Vae.Intensities(data, [.. Enumerable.Range(0, data.Count)])), inferred);
    }

    // Values in [-2, 3], but for the last picture's, which are larger by a factor.
    private static FloatDataset Floats(string name, float factor)
    {
        var random = new Random(3);
        var values = new float[50 * SmallModel.Picture.Features];
        for (int i = 0; i < values.Length; i++) values[i] = (5 * random.NextSingle()) - 2;
        (values[0], values[1]) = (-2, 3);
        foreach (ref float value in values.AsSpan(^SmallModel.Picture.Features)) value *= factor;
        return new FloatDataset(name, SmallModel.Picture, values);
    }
}
