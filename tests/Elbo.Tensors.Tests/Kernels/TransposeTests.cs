using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Tests.Kernels;

public sealed unsafe class TransposeTests
{
    [Fact]
    public void Lanes_become_rows_and_nothing_else_is_touched()
    {
        for (int features = 1; features <= 70; features++)
        {
            int stride = features + (features % 5), first = features / 3, last = features - (features % 4 / 3);
            var lanes = TapeRun.Fill(new float[features * 32], new Philox(1, 2, 3), -1, 1);
            var rows = new float[32 * stride];
            Array.Fill(rows, 9);
            fixed (float* from = lanes, to = rows) Transpose.Block(from, to, stride, first, last);
            var expected = Naive.Transpose(TwinRun.Widen(lanes), features, 32);
            for (int lane = 0; lane < 32; lane++)
            {
                for (int f = 0; f < stride; f++)
                    Assert.Equal(f >= first && f < last ? expected[(lane * features) + f] : 9, rows[(lane * stride) + f]);
            }
        }
    }
}
