namespace Elbo.SameBits;

/// <summary>One way of running the same commands.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Threads">Threads of every command.</param>
/// <param name="Variable">An environment variable of the runtime, or null.</param>
/// <param name="Value">Its value.</param>
internal sealed record Setting(string Name, int Threads = 2, string? Variable = null, string Value = "")
{
    /// <summary>Whether training is killed, ended by SIGTERM, and resumed each time with another number of threads.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Whether the command's Debug build runs.</summary>
    public bool Debug { get; init; }

    /// <summary>Whether multiply-adds are not the processor's own, or nothing is optimised, so that only small models are affordable.</summary>
    public bool Slow { get; init; }

    /// <summary>What all others are compared with.</summary>
    public static Setting Reference { get; } = new("reference");

    public static IReadOnlyList<Setting> All { get; } =
    [
        Reference,
        new("threads-1", 1), new("threads-3", 3), new("threads-4", 4), new("threads-7", 7), new("threads-16", 16),
        new("avx2", 2, "DOTNET_EnableAVX512", "0"),
        new("128-bit", 2, "DOTNET_PreferredVectorBitWidth", "128"),
        new("no-avx2", 2, "DOTNET_EnableAVX2", "0") { Slow = true },
        new("no-vectors", 2, "DOTNET_EnableHWIntrinsic", "0") { Slow = true },
        new("interrupted") { Interrupted = true },
        new("debug") { Debug = true, Slow = true },
        new("TieredCompilation=0", 2, "DOTNET_TieredCompilation", "0"),
        new("TieredPGO=0", 2, "DOTNET_TieredPGO", "0"),
        new("ReadyToRun=0", 2, "DOTNET_ReadyToRun", "0"),
        new("TC_QuickJitForLoops=0", 2, "DOTNET_TC_QuickJitForLoops", "0"),
        new("gcServer=1", 2, "DOTNET_gcServer", "1"),
    ];
}
