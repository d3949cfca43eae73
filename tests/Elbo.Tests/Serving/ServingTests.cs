using Elbo.Data;
using Elbo.Recipes;
using Elbo.Training;

namespace Elbo.Tests.Serving;

/// <summary>What a service asks of a model: answers side by side, the same ones under any load, and no garbage.</summary>
public sealed class ServingTests
{
    public static TheoryData<string> Kinds => SmallModel.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Spans_take_what_arrays_give(string kind)
    {
        using var vae = SmallModel.Create(kind);
        float[] rows = SmallModel.Rows();
        byte[] labels = vae.InferLabels(rows);
        var codes = vae.Encode(rows);
        float[] means = new float[codes.Mean.Length + 1], deviations = new float[codes.Mean.Length];
        vae.Encode(rows, means, deviations);
        Assert.Equal(codes.Mean, means[..^1]);
        Assert.Equal(0, means[^1]);
        Assert.Equal(codes.Deviation, deviations);
        var images = new float[rows.Length];
        vae.Decode(codes.Mean, images, labels);
        Assert.Equal(vae.Decode(codes.Mean, labels), images);
        var bounds = new double[300];
        vae.Score(rows, bounds, labels);
        Assert.Equal(vae.Score(rows), bounds);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Calls_that_write_to_spans_allocate_nothing(string kind)
    {
        using var vae = SmallModel.Create(kind);
        float[] rows = SmallModel.Rows(), means = new float[300 * 5], deviations = new float[300 * 5], images = new float[rows.Length];
        byte[] labels = vae.InferLabels(rows);
        var bounds = new double[300];
        for (int i = 0; i < 3; i++) Call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++) Call();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Call()
        {
            vae.Encode(rows, means, deviations);
            vae.Decode(means, images, labels);
            vae.Score(rows, bounds);
            vae.Score(rows.AsSpan(0, 42), bounds);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Many_threads_at_once_get_the_bits_that_one_alone_gets(string kind)
    {
        using var vae = SmallModel.Create(kind, threads: 3);
        float[] rows = SmallModel.Rows();
        byte[] labels = vae.InferLabels(rows);
        var codes = vae.Encode(rows);
        float[] images = vae.Decode(codes.Mean, labels), drawn = vae.Sample(40);
        double[] bounds = vae.Score(rows);
        double elbo = vae.Evaluate(SmallModel.Noise()).Elbo;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (int turn = 0; turn < 12; turn++)
            {
                int first = (worker * 9) + turn, count = 1 + (turn * 17);
                ReadOnlySpan<float> some = rows.AsSpan(first * 42, count * 42);
                switch ((worker + turn) % 6)
                {
                    case 0: Assert.Equal(codes.Mean[(first * 5)..((first + count) * 5)], vae.Encode(some).Mean); break;
                    case 1: Assert.Equal(images, vae.Decode(codes.Mean, labels)); break;
                    case 2: Assert.Equal(bounds[first..(first + count)], vae.Score(some)); break;
                    case 3: Assert.Equal(elbo, vae.Evaluate(SmallModel.Noise()).Elbo); break;
                    case 4: Assert.Equal(drawn, vae.Sample(40)); break;
                    default: Assert.Equal(vae.Classes == 0 ? [] : labels.AsSpan(first, count).ToArray(), vae.InferLabels(some)); break;
                }
            }
        })));
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_one_sentence()
    {
        using var vae = SmallModel.Create("rows");
        using var labelled = SmallModel.Create("labelled");
        float[] rows = SmallModel.Rows(2), five = new float[5], ten = new float[10], images = new float[42];
        Says("There is room for 5 values, but 10 are to be written.", () => vae.Encode(rows, five, ten));
        Says("There is room for 5 values, but 10 are to be written.", () => vae.Encode(rows, ten, five));
        Says("There is room for 42 values, but 84 are to be written.", () => vae.Decode(ten, images));
        Says("There is room for 1 values, but 2 are to be written.", () => vae.Score(rows, new double[1]));
        Says("This model was trained without labels; give none.", () => vae.Score(rows, new double[2], [0, 1]));
        Says("There is no label 3; this model has 3 classes, numbered from 0.", () => labelled.Score(rows, new double[2], [0, 3]));
        Says("1 labels were given to 2 examples; give one to each.", () => labelled.Encode(rows, ten, ten, [0]));
        Says("41 values are not whole rows of 42.", () => vae.Score(rows.AsSpan(1, 41)));
        Assert.Contains("give one to each code", Assert.Throws<ElboException>(() => labelled.Decode(five, images)).Message, StringComparison.Ordinal);

        static void Says(string sentence, Action call) => Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_trains_answers_calls_between_its_steps()
    {
        var recipe = RecipeBook.Get("digits").With(["training.steps=400", "training.batch=32"]);
        using var trainer = new Trainer(recipe, DrawnDigits.Create(train: 640, validation: 64, test: 64), null, threads: 2);
        var training = new Thread(() => trainer.Run());
        training.Start();
        float[] row = new float[784];
        int answered = 0;
        for (; training.IsAlive; answered++) Assert.All(trainer.Vae.Encode(row).Mean, value => Assert.True(float.IsFinite(value)));
        training.Join();
        Assert.InRange(answered, 20, int.MaxValue);
    }

    [Fact]
    public async Task A_model_is_disposed_once_its_calls_are_over_and_refuses_later_ones()
    {
        var vae = SmallModel.Create("pictures");
        float[] rows = SmallModel.Rows();
        double[] expected = vae.Score(rows);
        using var started = new CountdownEvent(4);
        var calls = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            started.Signal();
            int answered = 0;
            try
            {
                while (true)
                {
                    Assert.Equal(expected, vae.Score(rows));
                    answered++;
                }
            }
            catch (ObjectDisposedException disposed)
            {
                Assert.Contains(nameof(Vae), disposed.Message, StringComparison.Ordinal);
            }
            return answered;
        })).ToArray();
        Assert.True(started.Wait(TimeSpan.FromSeconds(60)), "Not all calls have started.");
        await Task.Delay(50);
        vae.Dispose();
        vae.Dispose();
        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Throws<ObjectDisposedException>(() => vae.Encode(rows));
        Assert.Throws<ObjectDisposedException>(() => vae.Enter().Dispose());
    }
}
