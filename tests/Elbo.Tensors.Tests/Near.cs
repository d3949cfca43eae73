namespace Elbo.Tensors.Tests;

/// <summary>Asserts that floats match doubles, by the largest difference relative to the largest value.</summary>
internal static class Near
{
    public static void Equal(double[] expected, float[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = expected.Length == 0 ? 1 : Math.Max(1e-2, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]) / size;
            Assert.True(error <= tolerance, $"{what}: element {i} is {actual[i]} but should be {expected[i]} (error {error:e1} of the largest).");
        }
    }
}
