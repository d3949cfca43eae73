using Elbo.Recipes;

namespace Elbo.Objectives;

/// <summary>The weight of the KL term at each step: a function of the settings and the step alone, so that a resumed run continues it exactly.</summary>
internal sealed class KlWeight(double beta, AnnealingOptions annealing)
{
    /// <summary>The weight when every schedule is over.</summary>
    public double Full => beta;

    /// <summary>The weight at a step, from 0.</summary>
    public double At(long step)
    {
        if (annealing.Kind == AnnealingKind.None || step >= annealing.Steps) return beta;
        if (annealing.Kind == AnnealingKind.Linear) return beta * step / annealing.Steps;
        // How far into its cycle the step is, in [0, 1): whole numbers, so that no cycle drifts.
        double into = (double)(step * annealing.Cycles % annealing.Steps) / annealing.Steps;
        return beta * Math.Min(1, into / annealing.Proportion);
    }
}
