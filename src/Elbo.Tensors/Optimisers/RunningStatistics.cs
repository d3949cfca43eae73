namespace Elbo.Tensors.Optimisers;

/// <summary>Blends the statistics of a batch into the running ones that a model uses outside training.</summary>
public static class RunningStatistics
{
    /// <summary>Weight of the newest batch.</summary>
    public const double Momentum = 0.1;

    /// <summary>
    /// running += <see cref="Momentum"/> · (batch − running) for every statistic that the last step used, once; of one
    /// used more than once the last use counts. Call it beside the optimiser's update, so that a step which is skipped
    /// leaves the running statistics alone too. A value that is not finite is passed over.
    /// </summary>
    public static void Update(ParameterStore store)
    {
        for (int p = 0; p < store.Parameters.Count; p++)
        {
            var statistic = store.Parameters[p];
            if (statistic.Trained || !statistic.HasGradient) continue;
            // A variance may overflow where neither the loss nor any gradient does; it would stay infinite for ever.
            var running = store.Weights(statistic);
            var batch = store.Gradients(statistic);
            for (int i = 0; i < running.Length; i++)
            {
                if (float.IsFinite(batch[i])) running[i] = (float)(running[i] + (Momentum * ((double)batch[i] - running[i])));
            }
            statistic.HasGradient = false;
        }
    }
}
