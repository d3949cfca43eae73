using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Optimisers;

/// <summary>The global norm of all gradients: what clipping limits and what tells a broken step.</summary>
public sealed class GradientNorm
{
    /// <summary>A sum of squares below this may have lost some of them to underflow.</summary>
    private const double Least = 1e-30;

    private double[] parts = [];

    /// <summary>√ Σ g² over all trained parameters; NaN or infinite exactly when some gradient is.</summary>
    public unsafe double Compute(ParameterStore store, WorkerPool pool)
    {
        int count = (store.TrainedLength + Reduce.Chunk - 1) / Reduce.Chunk;
        if (parts.Length != count) parts = new double[count];
        fixed (double* target = parts)
        {
            var job = new SquareJob { Gradients = store.Block(1), Length = store.TrainedLength, Parts = target };
            pool.Run(ref job, count);
        }
        double sum = 0;
        foreach (double part in parts) sum += part;
        return sum is >= Least and < double.PositiveInfinity ? Math.Sqrt(sum) : Wide(store);
    }

    // The squares of floats above 1.8e19 or below 1e-19 are too large or small for a float.
    private static double Wide(ParameterStore store)
    {
        double sum = 0;
        foreach (var parameter in store.Parameters)
        {
            if (!parameter.Trained) continue;
            foreach (float g in store.Gradients(parameter)) sum += (double)g * g;
        }
        return Math.Sqrt(sum);
    }

    /// <summary>
    /// The parameter where a NaN or an infinity first came up on the way back from the loss, or null: the last one added
    /// whose gradient holds any, because parameters are added in the order of use.
    /// </summary>
    public static Parameter? Broken(ParameterStore store)
    {
        for (int i = store.Parameters.Count - 1; i >= 0; i--)
        {
            var parameter = store.Parameters[i];
            if (!parameter.Trained) continue;
            foreach (float g in store.Gradients(parameter))
            {
                if (!float.IsFinite(g)) return parameter;
            }
        }
        return null;
    }

    private unsafe struct SquareJob : IJob
    {
        public float* Gradients;
        public int Length;
        public double* Parts;

        public readonly void Execute(int item)
        {
            int first = item * Reduce.Chunk;
            Parts[item] = Reduce.SumOfSquares(Gradients + first, Math.Min(Reduce.Chunk, Length - first));
        }
    }
}
