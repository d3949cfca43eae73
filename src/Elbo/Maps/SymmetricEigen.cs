namespace Elbo.Maps;

/// <summary>All eigenvalues and eigenvectors of a real symmetric matrix: Householder's tridiagonal form, then the QL algorithm with implicit shifts.</summary>
/// <remarks>Golub and Van Loan, "Matrix Computations", 4th edition, 2013, §8.3.</remarks>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>Eigenvalues from the largest, and unit eigenvectors as rows <c>[n][n]</c> in the same order.</summary>
    /// <param name="matrix"><c>[n][n]</c>, of which the lower triangle is read.</param>
    /// <param name="n">Number of rows.</param>
    public static (double[] Values, double[] Vectors) Of(ReadOnlySpan<double> matrix, int n)
    {
        double[] rows = matrix.ToArray(), diagonal = new double[n], beside = new double[n];
        var basis = Tridiagonal(rows, diagonal, beside, n);
        Diagonalise(diagonal, beside, basis, n);

        var order = new int[n];
        for (int i = 0; i < n; i++) order[i] = i;
        Array.Sort(order, (a, b) => diagonal[b] != diagonal[a] ? diagonal[b].CompareTo(diagonal[a]) : a.CompareTo(b));
        double[] values = new double[n], vectors = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            values[i] = diagonal[order[i]];
            basis.AsSpan(order[i] * n, n).CopyTo(vectors.AsSpan(i * n));
        }
        return (values, vectors);
    }

    /// <summary>
    /// Reflects rows n − 1 … 1 until only the diagonal and its neighbours are left (<paramref name="beside"/>[i] between i − 1 and i).
    /// Returns the orthogonal basis, transposed: row r holds the r-th basis vector.
    /// </summary>
    private static double[] Tridiagonal(double[] a, double[] diagonal, double[] beside, int n)
    {
        var basis = new double[n * n];
        for (int i = 0; i < n; i++) basis[(i * n) + i] = 1;
        double[] u = new double[n], p = new double[n];
        for (int i = n - 1; i > 0; i--)
        {
            // The reflection maps row i's first i entries onto the last of them.
            double norm = 0;
            for (int k = 0; k < i; k++) norm = Math.Max(norm, Math.Abs(a[(i * n) + k]));
            double sum = 0;
            for (int k = 0; k < i; k++)
            {
                u[k] = norm > 0 ? a[(i * n) + k] / norm : 0;
                sum += u[k] * u[k];
            }
            double length = Math.Sqrt(sum), alpha = u[i - 1] > 0 ? -length : length;
            beside[i] = alpha * norm;
            u[i - 1] -= alpha;
            double half = sum - (alpha * (u[i - 1] + alpha));
            if (half <= 0) continue;
            Reflect(a, u, p, half, i, n);
            Rotate(basis, u, half, i, n);
        }
        for (int i = 0; i < n; i++) diagonal[i] = a[(i * n) + i];
        return basis;
    }

    /// <summary>A ← (I − uuᵀ/half) A (I − uuᵀ/half) on the leading i×i block, both triangles.</summary>
    private static void Reflect(double[] a, double[] u, double[] p, double half, int i, int n)
    {
        for (int r = 0; r < i; r++)
        {
            // The lower triangle is the truth; the upper follows it.
            double sum = 0;
            for (int c = 0; c <= r; c++) sum += a[(r * n) + c] * u[c];
            for (int c = r + 1; c < i; c++) sum += a[(c * n) + r] * u[c];
            p[r] = sum / half;
        }
        double along = 0;
        for (int r = 0; r < i; r++) along += u[r] * p[r];
        along /= 2 * half;
        for (int r = 0; r < i; r++) p[r] -= along * u[r];
        for (int r = 0; r < i; r++)
        {
            for (int c = 0; c <= r; c++) a[(r * n) + c] -= (u[r] * p[c]) + (p[r] * u[c]);
        }
    }

    // Columns of the basis are reflected; row r of the transposed basis is its r-th column.
    private static void Rotate(double[] basis, double[] u, double half, int i, int n)
    {
        var mix = new double[n];
        for (int r = 0; r < i; r++)
        {
            for (int c = 0; c < n; c++) mix[c] += u[r] * basis[(r * n) + c];
        }
        for (int r = 0; r < i; r++)
        {
            double factor = u[r] / half;
            for (int c = 0; c < n; c++) basis[(r * n) + c] -= factor * mix[c];
        }
    }

    private static void Diagonalise(double[] d, double[] e, double[] basis, int n)
    {
        for (int i = 1; i < n; i++) e[i - 1] = e[i];
        e[n - 1] = 0;
        for (int l = 0; l < n; l++)
        {
            for (int sweep = 0; ; sweep++)
            {
                int m = l;
                while (m < n - 1 && Math.Abs(e[m]) > 2.2e-16 * (Math.Abs(d[m]) + Math.Abs(d[m + 1]))) m++;
                if (m == l) break;
                if (sweep == MostSweeps) throw new ElboException("The eigenvalues of the codes' covariance were not found; check that the codes are finite.");
                Sweep(d, e, basis, l, m, n);
            }
        }
    }

    /// <summary>One implicit QL step on the unreduced block l … m.</summary>
    private static void Sweep(double[] d, double[] e, double[] basis, int l, int m, int n)
    {
        double g = (d[l + 1] - d[l]) / (2 * e[l]), r = double.Hypot(g, 1);
        g = d[m] - d[l] + (e[l] / (g + Math.CopySign(r, g)));
        double s = 1, c = 1, p = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = s * e[i], b = c * e[i];
            r = double.Hypot(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }
            (s, c) = (f / r, g / r);
            g = d[i + 1] - p;
            r = ((d[i] - g) * s) + (2 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
            for (int k = 0; k < n; k++)
            {
                double upper = basis[((i + 1) * n) + k], lower = basis[(i * n) + k];
                basis[((i + 1) * n) + k] = (s * lower) + (c * upper);
                basis[(i * n) + k] = (c * lower) - (s * upper);
            }
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }
}
