namespace Elbo.Data;

/// <summary>Why one mirror failed, as the end of a sentence that begins with its name.</summary>
internal sealed class MirrorException(string reason, bool mayRetry = false, bool restart = false, Exception? cause = null)
    : Exception(reason, cause)
{
    /// <summary>The connection was cut; it may go on where it stopped.</summary>
    public bool MayRetry { get; } = mayRetry;

    /// <summary>The mirror cannot go on where an earlier attempt stopped.</summary>
    public bool Restart { get; } = restart;
}
