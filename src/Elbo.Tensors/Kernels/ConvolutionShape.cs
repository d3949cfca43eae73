namespace Elbo.Tensors.Kernels;

/// <summary>
/// The geometry that a convolution and its transpose share: a fine picture, the larger one where the window moves, and
/// a coarse one with a value for each place of the window. Weights are <c>[coarse][fine][KernelHeight][KernelWidth]</c>,
/// and coarse pixel p meets fine pixel <c>p · Stride + tap − Before</c>.
/// </summary>
internal readonly record struct ConvolutionShape(Shape Fine, Shape Coarse, int KernelHeight, int KernelWidth, int Stride, int Top, int Left)
{
    public int Taps => KernelHeight * KernelWidth;

    public int FinePixels => Fine.Height * Fine.Width;

    public int CoarsePixels => Coarse.Height * Coarse.Width;

    /// <summary>Taps that meet the fine picture from one coarse place: first tap, how many, and the first one's fine place.</summary>
    public static (int First, int Count, int Source) Down(int place, int before, int kernel, int stride, int fine)
    {
        int origin = (place * stride) - before;
        int first = Math.Max(0, -origin);
        return (first, Math.Max(0, Math.Min(kernel, fine - origin) - first), origin + first);
    }

    /// <summary>
    /// Taps through which coarse places meet one fine place: first tap, how many (a stride apart) and the first one's
    /// coarse place, from which the others go backwards.
    /// </summary>
    public static (int First, int Count, int Source) Up(int place, int before, int kernel, int stride, int coarse)
    {
        int reach = place + before;
        int first = reach % stride;
        int beyond = (reach / stride) - (coarse - 1);
        if (beyond > 0) first += beyond * stride;
        int last = Math.Min(kernel - 1, reach);
        return (first, first > last ? 0 : ((last - first) / stride) + 1, (reach - first) / stride);
    }
}
