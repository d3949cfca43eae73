namespace Elbo.Tensors.Tests;

/// <summary>Losses, divergences and their derivatives to some seventy digits, straight from their definitions.</summary>
internal static class Truth
{
    /// <summary>−x ln p − (1 − x) ln(1 − p) with p = sigmoid(logit): ln(1 + e^logit) − logit · x.</summary>
    public static Precise Bernoulli(Precise logit, Precise x) => Precise.Softplus(logit) - (logit * x);

    public static Precise BernoulliSlope(Precise logit, Precise x) => Precise.Sigmoid(logit) - x;

    /// <summary>KL(N(mean, deviation²)‖N(0, 1)).</summary>
    public static Precise Divergence(Precise mean, Precise deviation) =>
        (((mean * mean) + (deviation * deviation) - 1) / 2) - Precise.Log(deviation);

    /// <summary>The same given ln deviation.</summary>
    public static Precise DivergenceOfLog(Precise mean, Precise log) => (((mean * mean) + Precise.ExpMinusOne(2 * log)) / 2) - log;

    /// <summary>ln Σ e^v.</summary>
    public static Precise LogSumExp(IEnumerable<Precise> values)
    {
        var all = values.ToArray();
        Precise largest = all.Max(), sum = 0;
        foreach (var value in all) sum += Precise.Exp(value - largest);
        return largest + Precise.Log(sum);
    }

    /// <summary>Asserts a float against the truth: within the bound, infinite where the truth is beyond the largest float, never NaN.</summary>
    public static void Holds(Precise truth, float actual, double relative, double absolute, string what)
    {
        Assert.False(float.IsNaN(actual), $"{what} is NaN but should be {truth}.");
        // What lies less than half an ulp beyond the largest float rounds to it.
        if (Precise.Abs(truth) > 3.402823567797337e38)
        {
            Assert.True(float.IsInfinity(actual) && float.Sign(actual) == truth.Sign, $"{what} is {actual:r} but should overflow to {truth}.");
            return;
        }
        Assert.True(float.IsFinite(actual), $"{what} is {actual:r} but should be {truth}.");
        Precise error = Precise.Abs((Precise)(double)actual - truth);
        Assert.False(error > (Precise.Abs(truth) * relative) + absolute, $"{what} is {actual:r} but should be {truth} (error {error}).");
    }
}
