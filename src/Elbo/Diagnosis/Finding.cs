namespace Elbo.Diagnosis;

/// <summary>One thing that is wrong or odd about a trained model, in sentences to be read by people.</summary>
/// <param name="Sickness">Which one.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="What">What it is, in plain words.</param>
/// <param name="Evidence">The numbers that show it, with their units.</param>
/// <param name="Advice">What to change.</param>
/// <param name="Setting">Key of the recipe's setting to change, such as <c>objective.beta</c>; null where no setting would help.</param>
public sealed record Finding(Sickness Sickness, Severity Severity, string What, string Evidence, string Advice, string? Setting = null)
{
    /// <summary>Indices of the latent dimensions or units that it is about, where it is about some; else empty.</summary>
    public IReadOnlyList<int> Units { get; init; } = [];
}
