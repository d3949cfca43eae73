using Elbo.Tensors.Kernels;
using Elbo.Tensors.Ops;

namespace Elbo.Tensors.Tests.Ops;

public sealed class UpsamplingTests
{
    [Fact]
    public void Bilinear_pixels_are_placed_by_their_centres()
    {
        Assert.Equal([0, 0.25f, 0.75f, 1], Upsample([0, 1], new Shape(1, 1, 2), 2)[..4]);
        Assert.Equal([0, 0, 1f / 3, 2f / 3, 1, 1], Upsample([0, 1], new Shape(1, 1, 2), 3)[..6]);
        Assert.Equal([0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12], Upsample([0, 4, 8, 12], new Shape(1, 2, 2), 2));
    }

    [Fact]
    public void What_each_pixel_gathers_is_what_it_gave()
    {
        foreach (int factor in new[] { 2, 3, 4, 5, 8 })
        {
            foreach (int length in new[] { 1, 2, 3, 7 })
            {
                float[] shares = new float[length * 2 * factor];
                unsafe
                {
                    fixed (float* s = shares) BilinearPlace.Shares(s, length, factor);
                }
                var given = new float[length];
                for (int i = 0; i < length * factor; i++)
                {
                    var place = new BilinearPlace(i, length, factor);
                    given[place.First] += 1 - place.Weight;
                    given[place.Second] += place.Weight;
                }
                for (int i = 0; i < length; i++)
                    Assert.Equal(given[i], shares.AsSpan(i * 2 * factor, 2 * factor).ToArray().Sum(), 1e-5f);
                Assert.Equal(length * factor, shares.Sum(), 1e-4f);
            }
        }
    }

    [Fact]
    public void A_factor_of_one_is_the_tensor_itself_and_others_must_be_positive()
    {
        using var pool = new WorkerPool(1);
        using var store = new ParameterStore();
        store.Allocate(training: false);
        using var tape = new Tape(pool, store);
        tape.Begin(1, training: false, default);
        var x = tape.Input(new Shape(2, 3, 3));
        Assert.Equal(x, Upsampling.Forward(tape, x, 1, UpsamplingMode.Bilinear));
        Assert.Throws<ArgumentOutOfRangeException>(() => Upsampling.Forward(tape, x, 0, UpsamplingMode.Nearest));
        Assert.Throws<ArgumentOutOfRangeException>(() => Upsampling.Forward(tape, x, 2, (UpsamplingMode)7));
    }

    private static float[] Upsample(float[] image, Shape shape, int factor)
    {
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        store.Allocate(training: false);
        using var tape = new Tape(pool, store);
        tape.Begin(1, training: false, default);
        var x = tape.Input(shape);
        Lanes.Pack(image, 1, image.Length, tape.Values(x));
        var rows = new float[image.Length * factor * factor];
        tape.CopyRows(Upsampling.Forward(tape, x, factor, UpsamplingMode.Bilinear), rows);
        return rows;
    }
}
