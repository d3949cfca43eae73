namespace Elbo.Evaluation;

/// <summary>Eigenvalues of a symmetric matrix by Jacobi's rotations, in double precision: small ones come out as exact as large ones.</summary>
/// <remarks>Golub and Van Loan, "Matrix Computations", 4th edition, 8.5: cyclic by rows, each rotation by the smaller angle.</remarks>
internal static class SymmetricEigenvalues
{
    private const int MostSweeps = 60;

    /// <summary>The eigenvalues in no order.</summary>
    /// <param name="matrix">Symmetric, overwritten.</param>
    public static double[] Of(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        for (int sweep = 0; sweep < MostSweeps && Rotate(matrix, n); sweep++) { }
        var values = new double[n];
        for (int i = 0; i < n; i++) values[i] = matrix[i, i];
        return values;
    }

    /// <summary>One rotation for each pair; false when all were zero already.</summary>
    private static bool Rotate(double[,] a, int n)
    {
        bool rotated = false;
        for (int p = 0; p < n - 1; p++)
        {
            for (int q = p + 1; q < n; q++)
            {
                double off = a[p, q];
                // Too small to change either eigenvalue.
                if (Math.Abs(off) <= 1e-18 * Math.Sqrt(Math.Abs(a[p, p])) * Math.Sqrt(Math.Abs(a[q, q])) || off == 0)
                {
                    a[p, q] = a[q, p] = 0;
                    continue;
                }
                rotated = true;
                double theta = (a[q, q] - a[p, p]) / (2 * off);
                double tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
                double cosine = 1 / Math.Sqrt((tangent * tangent) + 1), sine = tangent * cosine;
                a[p, p] -= tangent * off;
                a[q, q] += tangent * off;
                a[p, q] = a[q, p] = 0;
                for (int i = 0; i < n; i++)
                {
                    if (i == p || i == q) continue;
                    double left = a[i, p], right = a[i, q];
                    a[i, p] = a[p, i] = (cosine * left) - (sine * right);
                    a[i, q] = a[q, i] = (sine * left) + (cosine * right);
                }
            }
        }
        return rotated;
    }
}
