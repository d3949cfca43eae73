using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Tests.Kernels;

public sealed unsafe class GemmTileTests
{
    private delegate void Kernel(in GemmTile tile);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(12)]
    public void Tiles_of_all_widths_give_the_bits_of_one_chain_of_fused_multiply_adds(int rows)
    {
        Kernel[] kernels = rows switch
        {
            1 => [GemmTile128.Rows1, GemmTile256.Rows1, GemmTile512.Rows1],
            3 => [GemmTile128.Rows3, GemmTile256.Rows3, GemmTile512.Rows3],
            4 => [GemmTile128.Rows4, GemmTile256.Rows4, GemmTile512.Rows4],
            _ => [GemmTile128.Rows12, GemmTile256.Rows12, GemmTile512.Rows12],
        };
        foreach (int depth in new[] { 0, 1, 2, 7, 64 })
        {
            foreach (var kernel in kernels)
            {
                Check(kernel, rows, depth, segments: 1, panels: 1, proceed: false);
                Check(kernel, rows, depth, segments: 3, panels: 2, proceed: true);
            }
        }
    }

    [Fact]
    public void Any_number_of_rows_is_covered_once()
    {
        for (int rows = 1; rows <= 40; rows++)
        {
            int count = rows;
            Check((in GemmTile t) => t.Run(count), rows, 5, segments: 2, panels: 1, proceed: rows % 2 == 0);
        }
    }

    private static void Check(Kernel kernel, int rows, int depth, int segments, int panels, bool proceed)
    {
        int aRow = depth + 3, aSegment = (rows * aRow) + 5, bStep = 35, bSegment = (depth * bStep) + 7, cRow = 34;
        int aPanel = (segments * aSegment) + 11, bPanel = (segments * bSegment) + 3;
        var a = TapeRun.Fill(new float[(panels * aPanel) + 1], new Philox(1, 1, 1), -1, 1);
        var b = TapeRun.Fill(new float[(panels * bPanel) + 40], new Philox(1, 1, 2), -1, 1);
        var c = TapeRun.Fill(new float[rows * cRow], new Philox(1, 1, 3), -1, 1);
        var expected = (float[])c.Clone();
        for (int r = 0; r < rows; r++)
        {
            for (int n = 0; n < 32; n++)
            {
                float sum = proceed ? c[(r * cRow) + n] : 0;
                for (int s = 0; s < panels * segments; s++)
                {
                    int aAt = (s / segments * aPanel) + (s % segments * aSegment) + (r * aRow);
                    int bAt = (s / segments * bPanel) + (s % segments * bSegment) + n;
                    for (int k = 0; k < depth; k++) sum = MathF.FusedMultiplyAdd(a[aAt + k], b[bAt + (k * bStep)], sum);
                }
                expected[(r * cRow) + n] = sum;
            }
        }
        fixed (float* pa = a, pb = b, pc = c)
        {
            kernel(new GemmTile
            {
                A = pa,
                ARow = aRow,
                AStep = 1,
                ASegment = aSegment,
                APanel = aPanel,
                B = pb,
                BStep = bStep,
                BSegment = bSegment,
                BPanel = bPanel,
                C = pc,
                CRow = cRow,
                Depth = depth,
                Segments = segments,
                Panels = panels,
                Continue = proceed,
            });
        }
        Assert.Equal(expected, c);
    }
}
