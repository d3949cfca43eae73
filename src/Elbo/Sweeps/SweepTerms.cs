namespace Elbo.Sweeps;

/// <summary>The objective and its two terms.</summary>
/// <param name="Loss">Reconstruction + beta · KL, as the recipe weighs and reduces them.</param>
/// <param name="Reconstruction">−ln p(x|z), nats per image.</param>
/// <param name="Kl">KL(q(z|x)‖p(z)), nats per image.</param>
public sealed record SweepTerms(double Loss, double Reconstruction, double Kl);
