namespace Elbo.Tensors.Tests;

public sealed class PreciseTests
{
    [Fact]
    public void Known_constants_come_out_to_sixty_digits()
    {
        Assert.Equal("2.718281828459045235360287471352662497757247093699959574966967", Precise.Exp(1).ToDecimal(60));
        Assert.Equal("0.693147180559945309417232121458176568075500134360255254120680", Precise.Ln2.ToDecimal(60));
        Assert.Equal("2.302585092994045684017991454684364207601101488628772976033327", Precise.Log(10).ToDecimal(60));
        Assert.Equal("1.414213562373095048801688724209698078569671875376948073176679", Precise.Sqrt(2).ToDecimal(60));
        Assert.Equal("-0.693147180559945309417232121458", Precise.Log(0.5).ToDecimal(30));
        Assert.Equal("0.500000", (Precise.One / 2).ToDecimal(6));
    }

    [Theory]
    [InlineData(1e-40)]
    [InlineData(1e-7)]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(17.25)]
    [InlineData(1e4)]
    public void Functions_undo_one_another(double value)
    {
        Precise x = value;
        Same(x, Precise.Log(Precise.Exp(x)), 200 - (int)Math.Max(0, -Math.Log2(value)));
        Same(x, Precise.LogOnePlus(Precise.ExpMinusOne(x)), 235);
        Same(x, Precise.Sqrt(x) * Precise.Sqrt(x), 250);
        Same(Precise.Exp(x) * Precise.Exp(-x), 1, 235);
        Same(Precise.Sigmoid(x) + Precise.Sigmoid(-x), 1, 235);
        Same(Precise.Softplus(x) - Precise.Softplus(-x), x, value < 1e-3 ? 100 : 220);
        Same(Precise.Tanh(x / 2), (2 * Precise.Sigmoid(x)) - 1, value < 1e-3 ? 100 : 230);
        Same(Precise.Log(x) + Precise.Log(Precise.One / x) + 1, 1, 230);
    }

    [Fact]
    public void Doubles_pass_through_unchanged()
    {
        foreach (double value in new[] { 0, 1, -1.5, double.Epsilon, -3e-310, double.MaxValue, 1e-45, float.MaxValue, 0.1 })
            Assert.Equal(value, (double)(Precise)value);
        Assert.Equal(double.PositiveInfinity, (double)Precise.Exp(1000));
        Assert.Equal(-1, ((Precise)(-3)).CompareTo(2));
    }

    private static void Same(Precise expected, Precise actual, int bits)
    {
        Precise error = Precise.Abs(expected - actual), bound = Precise.Abs(expected) * Precise.TwoTo(-bits);
        Assert.False(error > bound, $"{actual} differs from {expected} by {error}.");
    }
}
