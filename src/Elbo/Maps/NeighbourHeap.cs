namespace Elbo.Maps;

/// <summary>
/// The nearest of the candidates seen so far, as a heap with the furthest on top. A candidate is one number, its distance's
/// bits above its index, so that equally near ones are told apart by index.
/// </summary>
/// <param name="keys">Room for as many as are wanted.</param>
internal readonly ref struct NeighbourHeap(Span<ulong> keys)
{
    private readonly Span<ulong> keys = keys;

    /// <summary>Forgets all candidates.</summary>
    public void Clear() => keys.Fill(Key(float.PositiveInfinity, -1));

    /// <summary>A candidate further away than this is not among the nearest.</summary>
    public float Limit => BitConverter.UInt32BitsToSingle((uint)(keys[0] >> 32));

    /// <summary>Puts a candidate in the furthest one's place, if it is nearer.</summary>
    public void Offer(float distance, int index)
    {
        ulong key = Key(distance, index);
        if (key >= keys[0]) return;
        int at = 0;
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= keys.Length) break;
            if (child + 1 < keys.Length && keys[child + 1] > keys[child]) child++;
            if (keys[child] <= key) break;
            keys[at] = keys[child];
            at = child;
        }
        keys[at] = key;
    }

    /// <summary>Takes all out, the nearest first.</summary>
    public void Sorted(Span<int> indices, Span<float> distances)
    {
        keys.Sort();
        for (int i = 0; i < keys.Length; i++)
        {
            indices[i] = (int)(uint)keys[i];
            distances[i] = BitConverter.UInt32BitsToSingle((uint)(keys[i] >> 32));
        }
    }

    // Bits of floats that are not negative are in the floats' order.
    private static ulong Key(float distance, int index) => ((ulong)BitConverter.SingleToUInt32Bits(distance) << 32) | (uint)index;
}
