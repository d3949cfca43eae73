namespace Elbo.Diagnosis;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; often just as it was meant.</summary>
    Note,

    /// <summary>The model works, but worse than it could.</summary>
    Warning,

    /// <summary>The model does not do what a variational autoencoder is for.</summary>
    Problem,
}
