namespace Elbo.Tensors.Kernels;

/// <summary>The plain twin of batch normalisation, over rows <c>[batch][channel][position]</c> in double.</summary>
internal static class NaiveNormalisation
{
    private const double Epsilon = 1e-5;

    /// <summary>Mean and biased variance of each channel.</summary>
    public static (double[] Mean, double[] Variance) Statistics(double[] x, int batch, int channels)
    {
        int positions = x.Length / batch / channels;
        double[] mean = new double[channels], variance = new double[channels];
        for (int i = 0; i < x.Length; i++) mean[i / positions % channels] += x[i] / (batch * positions);
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / positions % channels;
            variance[c] += (x[i] - mean[c]) * (x[i] - mean[c]) / (batch * positions);
        }
        return (mean, variance);
    }

    /// <summary>f(scale · (x − mean) / √(variance + 1e-5) + shift) with the batch's own statistics.</summary>
    public static double[] Forward(double[] x, double[] scale, double[] shift, int batch, Activation f)
    {
        var (mean, variance) = Statistics(x, batch, scale.Length);
        return Forward(x, scale, shift, mean, variance, batch, f);
    }

    /// <summary>The same with given statistics.</summary>
    public static double[] Forward(double[] x, double[] scale, double[] shift, double[] mean, double[] variance, int batch, Activation f)
    {
        int channels = scale.Length, positions = x.Length / batch / channels;
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / positions % channels;
            y[i] = Naive.Apply(f, (scale[c] * (x[i] - mean[c]) / Math.Sqrt(variance[c] + Epsilon)) + shift[c]);
        }
        return y;
    }

    /// <summary>Gradients of a linear one, given that of its output.</summary>
    public static (double[] X, double[] Scale, double[] Shift) Backward(double[] x, double[] scale, double[] dy, int batch)
    {
        int channels = scale.Length, positions = x.Length / batch / channels;
        var (mean, variance) = Statistics(x, batch, channels);
        double[] dx = new double[x.Length], dScale = new double[channels], dShift = new double[channels];
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / positions % channels;
            dShift[c] += dy[i];
            dScale[c] += dy[i] * (x[i] - mean[c]) / Math.Sqrt(variance[c] + Epsilon);
        }
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / positions % channels;
            double deviation = Math.Sqrt(variance[c] + Epsilon), normal = (x[i] - mean[c]) / deviation;
            dx[i] = scale[c] / deviation * (dy[i] - ((dShift[c] + (normal * dScale[c])) / (batch * positions)));
        }
        return (dx, dScale, dShift);
    }
}
