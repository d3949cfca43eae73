using Elbo.Latents;

namespace Elbo.Tests.Latents;

public sealed class LatentPathTests
{
    [Fact]
    public void Both_ways_begin_and_end_at_the_codes()
    {
        float[] a = [1, -2, 0.5f], b = [0.25f, 3, -1];
        foreach (bool spherical in new[] { false, true })
        {
            Assert.Equal(a, At(a, b, 0, spherical));
            Assert.Equal(b, At(a, b, 1, spherical));
        }
    }

    [Fact]
    public void An_arc_is_turned_through_evenly_and_keeps_the_length()
    {
        float[] a = [2, 0, 0], b = [0, 0, 2];
        for (int i = 0; i <= 8; i++)
        {
            double angle = Math.PI / 2 * i / 8;
            float[] code = At(a, b, i / 8.0, spherical: true);
            Assert.Equal(2 * Math.Cos(angle), code[0], 1e-6);
            Assert.Equal(0, code[1]);
            Assert.Equal(2 * Math.Sin(angle), code[2], 1e-6);
        }
    }

    [Fact]
    public void A_straight_line_passes_nearer_to_the_origin_than_the_arc()
    {
        float[] a = [3, 1, 0, -1], b = [-1, 2, 2, 1];
        Assert.Equal([1, 1.5f, 1, 0], At(a, b, 0.5, spherical: false));
        Assert.True(Length(At(a, b, 0.5, spherical: true)) > Length([1, 1.5f, 1, 0]) + 0.5);
    }

    [Theory]
    [InlineData(new[] { 0f, 0 }, new[] { 1f, 2 })]
    [InlineData(new[] { 1f, 2 }, new[] { 0f, 0 })]
    [InlineData(new[] { 0f, 0 }, new[] { 0f, 0 })]
    [InlineData(new[] { 1f, 2 }, new[] { 1f, 2 })]
    [InlineData(new[] { 1f, 2 }, new[] { 3f, 6 })]
    [InlineData(new[] { 1f, 2 }, new[] { -1f, -2 })]
    [InlineData(new[] { 1f, 2 }, new[] { 1.00001f, 2 })]
    [InlineData(new[] { 0.7f }, new[] { 2f })]
    [InlineData(new[] { 0.7f }, new[] { -2f })]
    public void Where_no_arc_is_determined_the_way_is_straight(float[] a, float[] b)
    {
        foreach (double t in new[] { 0, 0.3, 0.5, 1 }) Assert.Equal(At(a, b, t, spherical: false), At(a, b, t, spherical: true));
    }

    [Fact]
    public void Codes_of_different_models_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LatentPath.Spherical([1, 2], [1], 0.5, new float[2]));
        Assert.Throws<ArgumentException>(() => LatentPath.Linear([1, 2], [1, 2], 0.5, new float[1]));
    }

    private static float[] At(float[] a, float[] b, double t, bool spherical)
    {
        var code = new float[a.Length];
        if (spherical) LatentPath.Spherical(a, b, t, code);
        else LatentPath.Linear(a, b, t, code);
        return code;
    }

    private static double Length(float[] code) => Math.Sqrt(code.Sum(value => (double)value * value));
}
