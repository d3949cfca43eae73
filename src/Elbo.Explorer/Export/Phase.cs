namespace Elbo.Explorer.Export;

/// <summary>
/// A lattice of a convolution's output pixels that meet the same taps: those at <c>(Row, Column)</c> and every so many pixels from there.
/// Of a convolution there is one, of a transposed one as many as the square of its stride.
/// </summary>
/// <param name="Row">First row.</param>
/// <param name="Column">First column.</param>
/// <param name="Taps">For each tap its number in the window, and how far from the pixel's own place the input lies that it meets.</param>
internal sealed record Phase(int Row, int Column, IReadOnlyList<(int Tap, int Down, int Right)> Taps)
{
    /// <summary>The one phase of a convolution; SAME padding, of which an odd number of pixels has the extra one at the end.</summary>
    public static Phase[] Convolution(int height, int width, int kernel, int stride)
    {
        int top = Before(height, kernel, stride), left = Before(width, kernel, stride);
        var taps = new List<(int, int, int)>(kernel * kernel);
        for (int tap = 0; tap < kernel * kernel; tap++) taps.Add((tap, (tap / kernel) - top, (tap % kernel) - left));
        return [new(0, 0, taps)];
    }

    /// <summary>The phases of a transposed convolution of an input of that size.</summary>
    public static Phase[] Transposed(int height, int width, int kernel, int stride)
    {
        int top = Before(height * stride, kernel, stride), left = Before(width * stride, kernel, stride);
        var phases = new Phase[stride * stride];
        for (int p = 0; p < phases.Length; p++)
        {
            int row = p / stride, column = p % stride;
            var taps = new List<(int, int, int)>();
            for (int tap = 0; tap < kernel * kernel; tap++)
            {
                // Output pixel y gets tap t from the input pixel x where y = x · stride + t − top.
                int down = row + top - (tap / kernel), right = column + left - (tap % kernel);
                if (down % stride == 0 && right % stride == 0) taps.Add((tap, down / stride, right / stride));
            }
            phases[p] = new(row, column, taps);
        }
        return phases;
    }

    /// <summary>The weights in the order of phases, outputs, taps and inputs.</summary>
    /// <param name="phases">All phases.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="area">Taps of the window.</param>
    /// <param name="transposed">Whether weights lie as <c>[in, out, tap]</c> rather than <c>[out, in, tap]</c>.</param>
    public static int[] Order(Phase[] phases, int inputs, int outputs, int area, bool transposed)
    {
        var order = new int[checked(inputs * outputs * area)];
        int at = 0;
        foreach (var phase in phases)
        {
            for (int o = 0; o < outputs; o++)
            {
                foreach (var (tap, _, _) in phase.Taps)
                {
                    for (int i = 0; i < inputs; i++) order[at++] = ((transposed ? (i * outputs) + o : (o * inputs) + i) * area) + tap;
                }
            }
        }
        return order;
    }

    private static int Before(int fine, int kernel, int stride) => Math.Max(0, ((((fine + stride - 1) / stride) - 1) * stride) + kernel - fine) / 2;
}
