using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Elbo.Tensors;

namespace Elbo.Maps;

/// <summary>
/// Repulsion in time that grows with the number of points and the map's area: the points are smeared onto a grid by cubic splines,
/// the grid is convolved with 1 / (1 + d²), and the potential's slope at each point is read off. The force is exactly such a slope:
/// −½ ∇ 1 / (1 + d²) = d / (1 + d²)², so one convolution serves both forces and the normaliser.
/// </summary>
/// <remarks>
/// As Linderman, Rachh, Hoskins, Steinerberger and Kluger, "Fast interpolation-based t-SNE for improved visualization of single-cell
/// RNA-seq data", Nature Methods 16, 2019, but with the smooth splines of Essmann et al., "A smooth particle mesh Ewald method",
/// J. Chem. Phys. 103, 1995, in place of polynomials in boxes. A point's potential holds its own, which is 1 within half a percent.
/// </remarks>
internal sealed class GridRepulsion : IRepulsion
{
    /// <summary>Distance of nodes: a few to the kernel's width, which is 1.</summary>
    public const double UsualSpacing = 1.0 / 3;

    // Beyond it the nodes move apart; a map so wide is mostly empty.
    private const int MostSide = 2048;

    // Nodes across a map that is small.
    private const int SmallMap = 128;

    private const int Stencil = 4, Border = Stencil + 2, BandRows = 16, PointsAnItem = 1024;

    private readonly int n;
    private readonly double usualSpacing;
    private readonly int[] order, rowOf;
    private readonly double[] potentials;
    private int[] rowStarts = [];
    private GridConvolution? grid;
    private double spacing;

    public GridRepulsion(int n, double usualSpacing = UsualSpacing)
    {
        (this.n, this.usualSpacing) = (n, usualSpacing);
        (order, rowOf, potentials) = (new int[n], new int[n], new double[(n + PointsAnItem - 1) / PointsAnItem]);
    }

    public double Forces(float[] places, float[] forces, WorkerPool pool)
    {
        var layout = Cover(places, pool);
        Sort(places, layout);
        var field = grid!;
        pool.Run((field.Side + BandRows - 1) / BandRows, band => Smear(places, layout, field, band * BandRows));
        field.Convolve(pool);
        pool.Run(potentials.Length, item => potentials[item] = Read(places, forces, layout, field, item * PointsAnItem));
        double normaliser = -n;
        foreach (double potential in potentials) normaliser += potential;
        return normaliser;
    }

    /// <summary>Chooses a grid around the map, keeping the last one where that fits.</summary>
    private Layout Cover(float[] places, WorkerPool pool)
    {
        double left = double.PositiveInfinity, right = double.NegativeInfinity, bottom = left, top = right;
        for (int i = 0; i < places.Length; i += 2)
        {
            (left, right) = (Math.Min(left, places[i]), Math.Max(right, places[i]));
            (bottom, top) = (Math.Min(bottom, places[i + 1]), Math.Max(top, places[i + 1]));
        }
        double span = Math.Max(right - left, top - bottom);
        if (!double.IsFinite(span)) throw new ElboException("The map came apart: its points ran to infinity; use a lower learning rate.");
        // A small map affords a finer grid, and in a speck the kernel's curvature is all that counts.
        double wanted = span > SmallMap * usualSpacing / 2 ? usualSpacing : span > SmallMap * usualSpacing / 4 ? usualSpacing / 2 : usualSpacing / 4;
        wanted = Math.Max(wanted, span / (MostSide - Border));
        int side = LaneFourier.AtLeast(2 * ((int)Math.Ceiling(span / wanted) + Border)) / 2;
        if (grid is null || grid.Side != side || spacing != wanted)
        {
            spacing = wanted;
            double square = spacing * spacing;
            grid = new GridConvolution(side, (x, y) => 1 / (1 + (square * (((double)x * x) + ((double)y * y)))), CubicWeights.Sharpening, pool);
            rowStarts = new int[side + 1];
        }
        // The middle lies on a node, so that a map that is still a speck is treated evenly on all sides.
        return new Layout((left + right) / 2, (bottom + top) / 2, 1 / spacing, side / 2);
    }

    /// <summary>Orders the points by the row they are in, and within a row by index.</summary>
    private void Sort(float[] places, Layout layout)
    {
        Array.Clear(rowStarts);
        for (int i = 0; i < n; i++)
        {
            rowOf[i] = layout.Row(places[(2 * i) + 1]).Node;
            rowStarts[rowOf[i] + 1]++;
        }
        for (int row = 1; row < rowStarts.Length; row++) rowStarts[row] += rowStarts[row - 1];
        // Each start moves on to the next row's, and is moved back.
        for (int i = 0; i < n; i++) order[rowStarts[rowOf[i]]++] = i;
        for (int row = rowStarts.Length - 1; row > 0; row--) rowStarts[row] = rowStarts[row - 1];
        rowStarts[0] = 0;
    }

    /// <summary>Adds up what the points put on some rows of nodes; those of the rows before reach over.</summary>
    private void Smear(float[] places, Layout layout, GridConvolution field, int firstRow)
    {
        int endRow = Math.Min(firstRow + BandRows, field.Side), stride = field.Stride;
        var nodes = field.Field.Span;
        nodes[(firstRow * stride)..(endRow * stride)].Clear();
        for (int at = rowStarts[Math.Max(0, firstRow - Stencil + 1)]; at < rowStarts[endRow]; at++)
        {
            int i = order[at];
            var (column, x) = layout.Column(places[2 * i]);
            var (row, y) = layout.Row(places[(2 * i) + 1]);
            Vector128<float> across = CubicWeights.Of(x), up = CubicWeights.Of(y);
            for (int r = Math.Max(row, firstRow); r < Math.Min(row + Stencil, endRow); r++)
            {
                ref var four = ref Four(nodes, (r * stride) + column);
                four = Vector128.FusedMultiplyAdd(across, Vector128.Create(up[r - row]), four);
            }
        }
    }

    /// <summary>Forces on some points, in the order of their rows; returns the sum of their potentials.</summary>
    private double Read(float[] places, float[] forces, Layout layout, GridConvolution field, int first)
    {
        int stride = field.Stride;
        var nodes = field.Field.Span;
        float scale = (float)(-0.5 * layout.NodesPerUnit);
        double sum = 0;
        for (int at = first; at < Math.Min(n, first + PointsAnItem); at++)
        {
            int i = order[at];
            var (column, x) = layout.Column(places[2 * i]);
            var (row, y) = layout.Row(places[(2 * i) + 1]);
            Vector128<float> up = CubicWeights.Of(y), upSlopes = CubicWeights.Slopes(y), value = default, slope = default;
            for (int r = 0; r < Stencil; r++)
            {
                var four = Four(nodes, ((row + r) * stride) + column);
                value = Vector128.FusedMultiplyAdd(four, Vector128.Create(up[r]), value);
                slope = Vector128.FusedMultiplyAdd(four, Vector128.Create(upSlopes[r]), slope);
            }
            var across = CubicWeights.Of(x);
            sum += Sum(value * across);
            forces[2 * i] = scale * Sum(value * CubicWeights.Slopes(x));
            forces[(2 * i) + 1] = scale * Sum(slope * across);
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Vector128<float> Four(Span<float> nodes, int at) => ref MemoryMarshal.AsRef<Vector128<float>>(MemoryMarshal.AsBytes(nodes.Slice(at, Stencil)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector128<float> four) => (four[0] + four[1]) + (four[2] + four[3]);

    /// <summary>Where places lie on the grid, in double precision: at first a map is a millionth of the grid.</summary>
    private readonly record struct Layout(double MiddleX, double MiddleY, double NodesPerUnit, int MiddleNode)
    {
        public (int Node, float Past) Column(float x) => Split((x - MiddleX) * NodesPerUnit);

        public (int Node, float Past) Row(float y) => Split((y - MiddleY) * NodesPerUnit);

        // The first of the four nodes, and how far past the second the place is.
        private (int Node, float Past) Split(double nodes)
        {
            double whole = Math.Floor(nodes);
            return ((int)whole + MiddleNode - 1, (float)(nodes - whole));
        }
    }
}
