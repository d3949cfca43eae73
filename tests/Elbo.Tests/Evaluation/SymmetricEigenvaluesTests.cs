using Elbo.Evaluation;

namespace Elbo.Tests.Evaluation;

public sealed class SymmetricEigenvaluesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(64)]
    public void The_spectrum_a_matrix_was_built_from_is_found(int n)
    {
        // Squares, some of them equal and one of them zero.
        double[] spectrum = [.. Enumerable.Range(0, n).Select(i => (double)(i / 2 * (i / 2)))];
        double[] found = SymmetricEigenvalues.Of(Turned(spectrum));
        Array.Sort(found);
        for (int i = 0; i < n; i++) Assert.Equal(spectrum[i], found[i], 1e-12 * Math.Max(1, spectrum[^1]));
    }

    [Fact]
    public void A_diagonal_keeps_its_own_values_whatever_their_size()
    {
        double[] found = SymmetricEigenvalues.Of(new[,] { { 1e-200, 0, 0 }, { 0, -3, 0 }, { 0, 0, 1e200 } });
        Assert.Equal([1e-200, -3, 1e200], found);
    }

    [Fact]
    public void A_tiny_eigenvalue_beside_a_large_one_is_exact()
    {
        // Scaled by 1, 1e-8: the smaller is det / larger.
        double[] found = SymmetricEigenvalues.Of(new[,] { { 2, 1e-8 }, { 1e-8, 1e-16 } });
        Assert.Equal(0.5e-16, found.Min(), 1e-28);
        Assert.Equal(2, found.Max(), 1e-12);
    }

    // H diag Hᵀ for two reflections H.
    private static double[,] Turned(double[] spectrum)
    {
        int n = spectrum.Length;
        var matrix = new double[n, n];
        for (int i = 0; i < n; i++) matrix[i, i] = spectrum[i];
        var random = new Random(4);
        for (int turn = 0; turn < 2; turn++)
        {
            double[] v = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)], product = new double[n];
            double length = v.Sum(x => x * x), inner = 0;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) product[i] += matrix[i, j] * v[j];
                inner += product[i] * v[i];
            }
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    matrix[i, j] += (4 * inner / length * v[i] * v[j] / length) - (2 / length * ((v[i] * product[j]) + (product[i] * v[j])));
            }
        }
        return matrix;
    }
}
