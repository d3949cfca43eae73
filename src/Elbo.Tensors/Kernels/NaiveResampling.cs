namespace Elbo.Tensors.Kernels;

/// <summary>The plain twins of pooling and upsampling, over rows <c>[batch][channel][height][width]</c> in double.</summary>
internal static class NaiveResampling
{
    /// <summary>The largest value of each window; a NaN is larger than all.</summary>
    public static double[] MaxPooling(double[] x, int batch, Shape shape, int size)
    {
        var (channels, height, width) = shape;
        int rows = (height + size - 1) / size, columns = (width + size - 1) / size;
        var y = new double[batch * channels * rows * columns];
        Array.Fill(y, double.NegativeInfinity);
        for (int plane = 0; plane < batch * channels; plane++)
        {
            for (int row = 0; row < height; row++)
            {
                for (int column = 0; column < width; column++)
                {
                    ref double largest = ref y[(((plane * rows) + (row / size)) * columns) + (column / size)];
                    largest = Math.Max(largest, x[(((plane * height) + row) * width) + column]);
                }
            }
        }
        return y;
    }

    /// <summary>Each pixel where its centre falls among those of x.</summary>
    public static double[] Upsampling(double[] x, int batch, Shape shape, int factor, UpsamplingMode mode)
    {
        var (channels, height, width) = shape;
        var y = new double[x.Length * factor * factor];
        for (int plane = 0; plane < batch * channels; plane++)
        {
            for (int row = 0; row < height * factor; row++)
            {
                for (int column = 0; column < width * factor; column++)
                {
                    double value = mode == UpsamplingMode.Nearest
                        ? At(plane, row / factor, column / factor)
                        : Between(plane, ((row + 0.5) / factor) - 0.5, ((column + 0.5) / factor) - 0.5);
                    y[(((plane * height * factor) + row) * width * factor) + column] = value;
                }
            }
        }
        return y;

        // Pixels beyond the edge are the nearest ones inside.
        double At(int plane, int row, int column) =>
            x[(((plane * height) + Math.Clamp(row, 0, height - 1)) * width) + Math.Clamp(column, 0, width - 1)];

        double Between(int plane, double row, double column)
        {
            int top = (int)Math.Floor(row), left = (int)Math.Floor(column);
            double down = row - top, right = column - left;
            return ((1 - down) * (((1 - right) * At(plane, top, left)) + (right * At(plane, top, left + 1))))
                + (down * (((1 - right) * At(plane, top + 1, left)) + (right * At(plane, top + 1, left + 1))));
        }
    }
}
