using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Tests;

/// <summary>The same step as a <see cref="TapeRun"/> in double, with gradients by central differences.</summary>
internal sealed class TwinRun(OperationCase row, TapeRun run, bool twice)
{
    private const double Step = 1e-5;
    private readonly double[][] inputs = [.. run.Inputs.Select(Widen)], parameters = [.. run.Parameters.Select(Widen)];
    private readonly double[] target = Widen(run.Target);

    public double[] Output() => row.Twin(inputs, parameters, run.Batch, run.Key);

    /// <summary>The loss of each example.</summary>
    public double[] Losses()
    {
        var y = Output();
        if (twice)
        {
            var key = row.Draws ? run.Key with { Stream = run.Key.Stream + 1 } : run.Key;
            y = Naive.WeightedSum(y, row.Twin(inputs, parameters, run.Batch, key), TapeRun.SecondUse);
        }
        return Naive.SquaredErrorLoss(y, target, run.Batch, y.Length / run.Batch);
    }

    /// <summary>Where examples are independent, one feature of all of them is moved at once.</summary>
    public double[] InputGradient(int input)
    {
        var x = inputs[input];
        int features = x.Length / run.Batch;
        if (row.Coupled) return Gradient(x);
        var gradient = new double[x.Length];
        for (int f = 0; f < features; f++)
        {
            var up = Moved(x, f, features, Step);
            var down = Moved(x, f, features, -Step);
            for (int image = 0; image < run.Batch; image++)
                gradient[(image * features) + f] = run.Scale * (up[image] - down[image]) / (2 * Step);
        }
        return gradient;
    }

    public double[] ParameterGradient(int parameter) => Gradient(parameters[parameter]);

    private double[] Gradient(double[] p)
    {
        var gradient = new double[p.Length];
        for (int i = 0; i < p.Length; i++)
        {
            var up = Moved(p, i, p.Length, Step);
            var down = Moved(p, i, p.Length, -Step);
            for (int image = 0; image < run.Batch; image++) gradient[i] += run.Scale * (up[image] - down[image]) / (2 * Step);
        }
        return gradient;
    }

    private double[] Moved(double[] values, int first, int stride, double by)
    {
        var kept = (double[])values.Clone();
        for (int i = first; i < values.Length; i += stride) values[i] += by;
        var losses = Losses();
        kept.CopyTo(values, 0);
        return losses;
    }

    public static double[] Widen(float[] values) => Array.ConvertAll(values, v => (double)v);
}
