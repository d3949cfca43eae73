namespace Elbo.Tensors;

/// <summary>
/// Where gradients of results live: a piece is given back once its operation has passed the gradient on, and the next
/// gradient takes the smallest piece that fits, so a backward pass holds a few gradients rather than all.
/// </summary>
internal sealed unsafe class GradientMemory(Arena arena)
{
    private readonly List<Piece> unused = [];

    /// <summary>A piece of at least <paramref name="count"/> floats, uninitialised, and how many it really holds.</summary>
    public float* Take(long count, out long room)
    {
        int best = -1;
        for (int i = 0; i < unused.Count; i++)
        {
            if (unused[i].Room >= count && (best < 0 || unused[i].Room < unused[best].Room)) best = i;
        }
        if (best < 0)
        {
            room = count;
            return arena.Take(count);
        }
        var piece = unused[best];
        unused[best] = unused[^1];
        unused.RemoveAt(unused.Count - 1);
        room = piece.Room;
        return piece.Start;
    }

    /// <summary>Gives a piece back for another gradient.</summary>
    public void Return(float* start, long room) => unused.Add(new Piece { Start = start, Room = room });

    /// <summary>Forgets all pieces, whose memory the arena takes back.</summary>
    public void Reset() => unused.Clear();

    private struct Piece
    {
        public float* Start;
        public long Room;
    }
}
