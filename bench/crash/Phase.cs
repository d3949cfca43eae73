namespace Elbo.Crash;

/// <summary>What a process was doing when it was killed.</summary>
public enum Phase
{
    /// <summary>Before it said what it trains, for the first time: the runtime starts, the recipe is read, data are loaded.</summary>
    StartUp,

    /// <summary>The same of a process that continues a run.</summary>
    Resume,

    /// <summary>A file of packed pictures was half-written.</summary>
    Cache,

    /// <summary>The run directory's recipe or description was half-written.</summary>
    Creation,

    /// <summary>Nothing was half-written and the last epoch had not ended.</summary>
    Steps,

    /// <summary>A checkpoint was half-written.</summary>
    Checkpoint,

    /// <summary>The metrics were open or half-written.</summary>
    Metrics,

    /// <summary>A picture of an epoch or step was half-written.</summary>
    EpochFigure,

    /// <summary>The last epoch had ended: the model is measured and its figures are drawn, one of them perhaps half-written.</summary>
    LastFigures,

    /// <summary>The page was half-written.</summary>
    Report,

    /// <summary>A sweep's table was half-written.</summary>
    Table,
}
