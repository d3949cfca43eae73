namespace Elbo.Explorer;

/// <summary>What is explored, and where the page is served.</summary>
internal sealed record ExplorerOptions
{
    /// <summary>The port unless told otherwise.</summary>
    public const int UsualPort = 5099;

    /// <summary>A run directory, or a folder that holds some.</summary>
    public required string Path { get; init; }

    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>The address or name to listen on, which demands a token of every visitor; null for this machine alone, without one.</summary>
    public string? Host { get; init; }

    /// <summary>Threads of each model; 0 for one for each core.</summary>
    public int Threads { get; init; }

    /// <summary>Told, in one sentence, of what went wrong and was not the visitor's doing.</summary>
    public Action<string>? Warn { get; init; }
}
