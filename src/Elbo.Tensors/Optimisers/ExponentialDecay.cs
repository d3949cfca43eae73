namespace Elbo.Tensors.Optimisers;

/// <summary>A learning rate that is multiplied by <paramref name="Rate"/> every <paramref name="Steps"/> steps.</summary>
/// <param name="Rate">Factor in (0, 1]; 1 keeps the rate constant.</param>
/// <param name="Steps">Steps for one factor.</param>
/// <param name="Staircase">Whether the rate falls in stairs rather than smoothly.</param>
public sealed record ExponentialDecay(double Rate, int Steps, bool Staircase)
{
    /// <summary>The rate at <paramref name="step"/> (from 0), given the initial one.</summary>
    public double At(double initial, long step) =>
        Rate >= 1 ? initial : initial * (Staircase ? PortableMath.Power(Rate, step / Steps) : PortableMath.Exp(PortableMath.Log(Rate) * ((double)step / Steps)));
}
