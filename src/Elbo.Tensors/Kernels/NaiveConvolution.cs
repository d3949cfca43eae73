namespace Elbo.Tensors.Kernels;

/// <summary>The plain twins of the convolutions, over rows <c>[batch][channel][y][x]</c>, by the definition.</summary>
internal static class NaiveConvolution
{
    /// <summary>y[o][p] = f(b[o] + Σ w[o][i][tap] · x[i][p · stride + tap − before]), zero outside.</summary>
    public static double[] Convolution(
        double[] x, double[] w, double[]? b, int batch, Shape input, int outputs, (int Height, int Width) kernel, int stride, Padding padding, Activation f)
    {
        var (rows, top) = padding.Of(input.Height, kernel.Height, stride);
        var (columns, left) = padding.Of(input.Width, kernel.Width, stride);
        var y = new double[batch * outputs * rows * columns];
        for (int image = 0; image < batch; image++)
        {
            for (int o = 0; o < outputs; o++)
            {
                for (int r = 0; r < rows; r++)
                {
                    for (int c = 0; c < columns; c++)
                    {
                        double sum = b?[o] ?? 0;
                        for (int i = 0; i < input.Channels; i++)
                        {
                            for (int tap = 0; tap < kernel.Height * kernel.Width; tap++)
                            {
                                int sr = (r * stride) + (tap / kernel.Width) - top, sc = (c * stride) + (tap % kernel.Width) - left;
                                if (sr < 0 || sr >= input.Height || sc < 0 || sc >= input.Width) continue;
                                sum += w[(((o * input.Channels) + i) * kernel.Height * kernel.Width) + tap] * x[At(input, image, i, sr, sc)];
                            }
                        }
                        y[At(new(outputs, rows, columns), image, o, r, c)] = Naive.Apply(f, sum);
                    }
                }
            }
        }
        return y;
    }

    /// <summary>Every input pixel adds its window: y[o][p · stride + tap − before] += w[i][o][tap] · x[i][p], then f(y + b).</summary>
    public static double[] Transposed(
        double[] x, double[] w, double[]? b, int batch, Shape input, int outputs, (int Height, int Width) kernel, int stride, Padding padding, Activation f)
    {
        var (rows, top) = padding.Transposed(input.Height, kernel.Height, stride);
        var (columns, left) = padding.Transposed(input.Width, kernel.Width, stride);
        var shape = new Shape(outputs, rows, columns);
        var y = new double[batch * shape.Features];
        for (int i = 0; b != null && i < y.Length; i++) y[i] = b[i / (rows * columns) % outputs];
        for (int image = 0; image < batch; image++)
        {
            for (int i = 0; i < input.Channels; i++)
            {
                for (int r = 0; r < input.Height; r++)
                {
                    for (int c = 0; c < input.Width; c++)
                    {
                        for (int o = 0; o < outputs; o++)
                        {
                            for (int tap = 0; tap < kernel.Height * kernel.Width; tap++)
                            {
                                int tr = (r * stride) + (tap / kernel.Width) - top, tc = (c * stride) + (tap % kernel.Width) - left;
                                if (tr < 0 || tr >= rows || tc < 0 || tc >= columns) continue;
                                y[At(shape, image, o, tr, tc)] += w[(((i * outputs) + o) * kernel.Height * kernel.Width) + tap] * x[At(input, image, i, r, c)];
                            }
                        }
                    }
                }
            }
        }
        return Array.ConvertAll(y, v => Naive.Apply(f, v));
    }

    private static int At(Shape shape, int image, int channel, int row, int column) =>
        (((((image * shape.Channels) + channel) * shape.Height) + row) * shape.Width) + column;
}
