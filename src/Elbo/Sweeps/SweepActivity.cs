namespace Elbo.Sweeps;

/// <summary>What a sweep is doing with a run.</summary>
public enum SweepActivity
{
    /// <summary>The run is taken up.</summary>
    Beginning,

    /// <summary>It was finished before.</summary>
    Skipping,

    /// <summary>It is trained.</summary>
    Training,

    /// <summary>Its figures are drawn and its model is measured.</summary>
    Measuring,

    /// <summary>It failed.</summary>
    Failing,
}
