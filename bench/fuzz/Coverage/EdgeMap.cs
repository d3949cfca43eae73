using System.Runtime.InteropServices;

namespace Elbo.Fuzz.Coverage;

/// <summary>How often each edge was taken in one execution, and in which orders of magnitude it ever was.</summary>
internal sealed class EdgeMap
{
    /// <summary>Counters; edges share one where their hashes meet.</summary>
    public const int Size = 1 << 16;

    // Pinned: instrumented code knows it by its address.
    private readonly byte[] counts = GC.AllocateArray<byte>(Size, pinned: true);
    private readonly byte[] seen = new byte[Size];
    private readonly Action begin;

    /// <param name="readers">The assembly that holds the counters' class.</param>
    public EdgeMap(System.Reflection.Assembly readers)
    {
        var type = readers.GetType(EdgeCounters.TypeName) ?? throw new InvalidOperationException("These assemblies are not instrumented.");
        type.GetField(EdgeCounters.MapName)!.SetValue(null, Marshal.UnsafeAddrOfPinnedArrayElement(counts, 0));
        begin = type.GetMethod(EdgeCounters.BeginName)!.CreateDelegate<Action>();
    }

    /// <summary>Edges taken by any execution so far.</summary>
    public int Edges { get; private set; }

    /// <summary>Begins an execution.</summary>
    public void Begin()
    {
        Array.Clear(counts);
        begin();
    }

    /// <summary>Whether the execution took an edge, or one so many times, as none did before.</summary>
    public bool Learn()
    {
        bool isNew = false;
        for (int at = Next(0); at < Size; at = Next(at + 1))
        {
            byte magnitude = Magnitude(counts[at]);
            if ((magnitude & ~seen[at]) == 0) continue;
            if (seen[at] == 0) Edges++;
            seen[at] |= magnitude;
            isNew = true;
        }
        return isNew;
    }

    /// <summary>Edges of this execution that no learnt one took.</summary>
    public int Unknown()
    {
        int unknown = 0;
        for (int at = Next(0); at < Size; at = Next(at + 1)) if (seen[at] == 0) unknown++;
        return unknown;
    }

    /// <summary>A hash of the edges and magnitudes of this execution (FNV-1a).</summary>
    public ulong Hash()
    {
        ulong hash = 14695981039346656037;
        for (int at = Next(0); at < Size; at = Next(at + 1)) hash = (hash ^ (ulong)((at << 8) | Magnitude(counts[at]))) * 1099511628211;
        return hash;
    }

    /// <summary>Forgets all executions.</summary>
    public void Forget()
    {
        Array.Clear(seen);
        Edges = 0;
    }

    private int Next(int at)
    {
        int skip = counts.AsSpan(at).IndexOfAnyExcept((byte)0);
        return skip < 0 ? Size : at + skip;
    }

    /// <summary>One bit for 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127 and more; a count of 256 is none.</summary>
    private static byte Magnitude(byte count) => count switch { 0 => 0, 1 => 1, 2 => 2, 3 => 4, < 8 => 8, < 16 => 16, < 32 => 32, < 128 => 64, _ => 128 };
}
