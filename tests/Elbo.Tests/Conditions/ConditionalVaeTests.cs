using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Figures;
using Elbo.Imaging;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Conditions;

public sealed class ConditionalVaeTests
{
    private static readonly Shape Picture = new(1, 6, 7);
    private static readonly string[] Names = ["a", "b,\"ü", "c"];
    private static readonly string[] Convolutional =
    [
        """model.encoder=[{"kind":"convolution","channels":4,"stride":2},{"kind":"dense","units":9}]""",
        """model.decoder=[{"kind":"dense","units":24},{"kind":"reshape","channels":2,"height":3,"width":4},{"kind":"upsample"}]""",
    ];

    private static Recipe Recipe(params string[] settings) => RecipeBook.Get("digits").With(
        ["model.condition=label", "model.encoder.*.units=23", "model.decoder.*.units=21", "model.latent=5", "training.batch=35", "training.epochs=3", .. settings]);

    private static ByteDataset Noise(int count = 300)
    {
        var random = new Random(3);
        var pixels = new byte[count * Picture.Features];
        random.NextBytes(pixels);
        return new ByteDataset("noise", Picture, pixels, [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(3))], Names);
    }

    private static Vae Drawn(ByteDataset data, params string[] settings)
    {
        var recipe = Recipe(settings);
        var vae = new Vae(recipe, Picture, Preprocessing.For(recipe.Data.Range, data), 2, training: false, data.LabelNames);
        vae.Graph.Initialise(vae.Store, 4);
        return vae;
    }

    [Fact]
    public void The_bound_is_that_of_a_plain_computation_with_the_label_behind_picture_and_code()
    {
        var data = Noise();
        using var vae = Drawn(data);
        var (reconstruction, kl) = NaiveVae.Evaluate(vae, data, seed: 6);
        var estimate = vae.Evaluate(data, seed: 6);
        Assert.InRange(estimate.Reconstruction / reconstruction, 1 - 1e-5, 1 + 1e-5);
        Assert.InRange(estimate.Kl / kl, 1 - 1e-5, 1 + 1e-5);
    }

    [Fact]
    public void Interpolations_of_unlabelled_pictures_are_decoded_under_the_labels_they_were_seen_with()
    {
        var data = Noise();
        using var vae = Drawn(data);
        var unlabelled = new ByteDataset("unlabelled", Picture, data.Values);
        float[] pictures = Vae.Intensities(unlabelled, [.. Enumerable.Range(0, data.Count)]);
        byte[] inferred = vae.InferLabels(pictures);
        int from = Array.IndexOf(inferred, (byte)1), to = Array.IndexOf(inferred, (byte)2);
        Assert.True(from >= 0 && to >= 0);
        var sheet = new Interpolations(unlabelled, [(from, to)]) { Steps = 3 }.Sheet(vae);
        foreach (var (cell, index) in new[] { (1, from), (3, to) })
        {
            float[] expected = vae.Reconstruct(pictures.AsSpan(index * Picture.Features, Picture.Features), [inferred[index]]);
            Assert.Equal(Elbo.Figures.Pictures.FromRows(expected, Picture)[0].Pixels, sheet.Pictures[5 + cell].Pixels);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_change_codes_and_pictures_and_an_example_alone_has_the_bits_it_has_among_others(bool convolutional)
    {
        var data = Noise();
        using var vae = Drawn(data, convolutional ? Convolutional : []);
        Assert.Equal((3, "b,\"ü"), (vae.Classes, vae.ClassNames[1]));
        int n = Picture.Features;
        float[] pictures = Vae.Intensities(data, [.. Enumerable.Range(0, 300)]);
        var codes = vae.Encode(pictures, data.Labels);
        float[] decoded = vae.Decode(codes.Mean, data.Labels);
        foreach (int i in new[] { 0, 31, 32, 256, 299 })
        {
            byte label = data.Labels![i], other = (byte)((label + 1) % 3);
            Assert.Equal(codes.Mean.AsSpan(i * 5, 5).ToArray(), vae.Encode(pictures.AsSpan(i * n, n), [label]).Mean);
            Assert.Equal(decoded.AsSpan(i * n, n).ToArray(), vae.Decode(codes.Mean.AsSpan(i * 5, 5), [label]));
            Assert.NotEqual(codes.Mean.AsSpan(i * 5, 5).ToArray(), vae.Encode(pictures.AsSpan(i * n, n), [other]).Mean);
            Assert.NotEqual(decoded.AsSpan(i * n, n).ToArray(), vae.Decode(codes.Mean.AsSpan(i * 5, 5), [other]));
        }
        Assert.Equal(decoded, vae.Reconstruct(pictures, data.Labels));
        var fromData = vae.Encode(data).Mean;
        for (int i = 0; i < fromData.Length; i++) Assert.Equal(codes.Mean[i], fromData[i], 1e-4f);
    }

    [Fact]
    public void Labels_are_inferred_where_there_are_none_and_drawn_for_samples()
    {
        var data = Noise();
        using var vae = Drawn(data);
        float[] pictures = Vae.Intensities(data, [.. Enumerable.Range(0, 270)]);
        byte[] inferred = vae.InferLabels(pictures);
        Assert.Equal(3, inferred.Distinct().Count());
        Assert.Equal(vae.Encode(pictures, inferred).Mean, vae.Encode(pictures).Mean);
        Assert.Equal(vae.Reconstruct(pictures, inferred), vae.Reconstruct(pictures));
        Assert.Equal(inferred[..40], vae.InferLabels(pictures.AsSpan(0, 40 * Picture.Features)));
        Assert.Equal(vae.Sample(7, 9), vae.Sample(40, 9)[..(7 * Picture.Features)]);
        Assert.NotEqual(vae.Sample(7, 9), vae.Sample(7, 10));
        Assert.NotEqual(vae.Sample(1, [0], 9), vae.Sample(1, [1], 9));
    }

    [Fact]
    public void What_does_not_fit_the_classes_is_refused_in_a_sentence()
    {
        var data = Noise();
        using var vae = Drawn(data);
        Assert.Equal("This model decodes a code together with a label (a, b,\"ü, c); give one to each code.", Assert.Throws<ElboException>(() => vae.Decode(new float[5])).Message);
        Assert.StartsWith("There is no label 3; this model has 3 classes, numbered from 0.", Assert.Throws<ArgumentException>(() => vae.Decode(new float[5], [3])).Message, StringComparison.Ordinal);
        Assert.StartsWith("2 labels were given to 1 examples", Assert.Throws<ArgumentException>(() => vae.Encode(new float[42], [1, 2])).Message, StringComparison.Ordinal);
        var bare = new ByteDataset("bare", Picture, data.Values);
        Assert.Equal("bare has no labels, but this model was trained with labels (a, b,\"ü, c); give labelled data.", Assert.Throws<ElboException>(() => vae.Evaluate(bare)).Message);
        var other = new ByteDataset("other", Picture, data.Values, data.Labels, ["a", "x", "c"]);
        Assert.StartsWith("Label 1 of other is 'x'", Assert.Throws<ElboException>(() => vae.Encode(other)).Message, StringComparison.Ordinal);
        var plain = Recipe("model.condition=none");
        using var unconditional = new Vae(plain, Picture, Preprocessing.For(DataRange.Unit, data), 1, training: false);
        Assert.StartsWith("This model was trained without labels; give none.", Assert.Throws<ArgumentException>(() => unconditional.Sample(1, [0])).Message, StringComparison.Ordinal);
        Assert.Empty(unconditional.InferLabels(new float[42]));
        Assert.Contains("bare has no labels", Assert.Throws<ElboException>(() => new Trainer(Recipe(), new DataSplits(bare, bare, bare))).Message, StringComparison.Ordinal);
        Assert.Contains("model.encoder.0 reshapes the data", Assert.Throws<SettingException>(() => new Trainer(
            Recipe("""model.encoder=[{"kind":"reshape","channels":6,"height":7,"width":1}]"""), new DataSplits(data, data, data))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_is_found_by_name_or_else_by_number()
    {
        string[] names = ["seven", "1", "0", "cat"];
        Assert.Equal([0, 1, 2, 3, 3], new[] { "seven", "1", "0", "3", "cat" }.Select(text => (int)Elbo.Conditions.ClassLabels.Find(names, text)));
        Assert.Equal("There is no label 'sevn'; did you mean 'seven'?", Assert.Throws<SettingException>(() => Elbo.Conditions.ClassLabels.Find(names, "sevn")).Message);
        Assert.Equal("There is no label '4'; choose one of seven, 1, 0, cat.", Assert.Throws<SettingException>(() => Elbo.Conditions.ClassLabels.Find(names, "4")).Message);
        Assert.Contains("trained without labels", Assert.Throws<SettingException>(() => Elbo.Conditions.ClassLabels.Find([], "4")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_trained_model_comes_back_with_its_classes_and_any_number_of_threads_gives_the_same_weights(bool convolutional)
    {
        using var folder = new TemporaryFolder();
        var data = new DataSplits(Noise().Slice(0, 200, "train"), Noise().Slice(200, 50, "validation"), Noise().Slice(250, 50, "test"));
        float[][] weights = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            using var trainer = new Trainer(Recipe(convolutional ? Convolutional : []), data, threads: threads);
            trainer.Run();
            if (threads == 3) trainer.Vae.Save(folder["model"]);
            return trainer.Vae.Store.All(ParameterBlock.Weights).ToArray();
        })];
        Assert.Equal(weights[0], weights[1]);
        Assert.Equal(weights[0], weights[2]);
        using var loaded = Vae.Load(folder["model"]);
        Assert.Equal(Names, loaded.ClassNames);
        Assert.Equal(weights[0], loaded.Store.All(ParameterBlock.Weights).ToArray());
    }

    [Fact]
    public void A_run_is_not_resumed_with_other_labels()
    {
        using var folder = new TemporaryFolder();
        var data = new DataSplits(Noise(), Noise().Slice(0, 50, "validation"), Noise().Slice(0, 50, "test"));
        var run = RunDirectory.Create(folder["run"], Recipe());
        using (var trainer = new Trainer(run.Recipe, data, run)) trainer.Run();
        byte[] changed = [.. Noise().Labels!];
        changed[17] = (byte)((changed[17] + 1) % 3);
        var other = data with { Train = new ByteDataset("noise", Picture, Noise().Values, changed, Names) };
        Assert.Contains("other pictures or labels than those of noise", Assert.Throws<ElboException>(() => Trainer.Resume(run, other)).Message, StringComparison.Ordinal);
        using var again = Trainer.Resume(run, data);
    }

    [Fact]
    public void A_trained_model_draws_the_digit_that_it_is_asked_for()
    {
        var data = DrawnDigits.Create(1, 2000, 100, 200);
        using var trainer = new Trainer(RecipeBook.Get("conditional-vae").With(
            ["data.name=digits", "model.encoder.*.units=128", "model.decoder.*.units=128", "training.epochs=12", "training.batch=64"]), data);
        trainer.Run();
        var vae = trainer.Vae;
        float[] test = Vae.Intensities(data.Test, [.. Enumerable.Range(0, 200)]);
        Assert.InRange(Agreement(data.Test.Labels!, vae.InferLabels(test)), 0.8, 1);
        byte[] asked = [.. Enumerable.Range(0, 200).Select(i => (byte)(i % 10))];
        Assert.InRange(Agreement(asked, vae.InferLabels(vae.Sample(200, asked))), 0.8, 1);
        Assert.InRange(ReconstructionQuality.Of(vae, data.Test).Psnr, 12, 60);

        static double Agreement(byte[] a, byte[] b) => a.Zip(b).Count(pair => pair.First == pair.Second) / (double)a.Length;
    }

    [Fact]
    public void Samples_keep_a_code_down_each_column_and_a_class_along_each_row()
    {
        using var vae = Drawn(Noise());
        float[] codes = vae.DrawCodes(8, 5);
        Assert.Equal(Sheet([0, 1, 2], [0, 0, 0]), Sheets.Samples(vae, 3, 4, 5).Pixels.ToArray());
        Assert.Equal(Sheet([2, 1], [0, 0]), Sheets.Samples(vae, 2, 4, 5, [2, 1]).Pixels.ToArray());
        // Of one class every picture has a code of its own; a second turn of several takes new codes.
        Assert.Equal(Sheet([1, 1], [0, 1]), Sheets.Samples(vae, 2, 4, 5, [1]).Pixels.ToArray());
        Assert.Equal(Sheet([0, 2, 0], [0, 0, 1]), Sheets.Samples(vae, 3, 4, 5, [0, 2]).Pixels.ToArray());
        Assert.NotEqual(Sheets.Manifold(vae, ManifoldGrid.Linear).Pixels.ToArray(), Sheets.Manifold(vae, ManifoldGrid.Linear, label: 2).Pixels.ToArray());

        byte[] Sheet(byte[] labels, int[] turns)
        {
            var rows = labels.Zip(turns).Select(row => vae.Decode(codes.AsSpan(row.Second * 20, 20), [row.First, row.First, row.First, row.First]));
            return new ContactSheet { Scale = 2 }.Grid(Pictures.FromRows(rows.SelectMany(row => row).ToArray(), Picture), 4).Pixels.ToArray();
        }
    }
}
