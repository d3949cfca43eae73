namespace Elbo.Data;

/// <summary>A part of a data set.</summary>
public enum DataSplit
{
    /// <summary>What models learn from.</summary>
    Train,

    /// <summary>What models are chosen by.</summary>
    Validation,

    /// <summary>What models are judged by.</summary>
    Test,
}
