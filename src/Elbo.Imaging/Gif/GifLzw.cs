namespace Elbo.Imaging;

/// <summary>GIF's variant of Lempel-Ziv-Welch: codes that grow from one bit more than a pixel to 12 bits, low bits first, in sub-blocks of at most 255 bytes.</summary>
/// <remarks>Welch, "A Technique for High-Performance Data Compression", Computer 17(6), 1984.</remarks>
internal sealed class GifLzw
{
    private const int LongestCode = 12, MaxCodes = 1 << LongestCode;

    /// <summary>Slots of the string table: a power of two, at most a quarter full.</summary>
    private const int Slots = 4 * MaxCodes;

    private readonly Stream _stream;
    private readonly int _pixelBits;

    /// <summary>Open addressing; a slot holds (prefix code, pixel, code), 0 when free: a code of the table is never 0.</summary>
    private readonly int[] _slots = new int[Slots];
    private int _next, _codeBits;
    private uint _pending;
    private int _pendingBits;

    /// <summary>The sub-block's length, then its bytes.</summary>
    private readonly byte[] _block = new byte[1 + 255];

    private GifLzw(Stream stream, int pixelBits) => (_stream, _pixelBits) = (stream, pixelBits);

    /// <summary>Writes the codes of <paramref name="pixels"/>, the empty sub-block at their end included.</summary>
    /// <param name="pixels">At least one, each below 2^<paramref name="pixelBits"/>.</param>
    /// <param name="pixelBits">2 to 8.</param>
    /// <param name="stream">Where the bytes go.</param>
    public static void Write(ReadOnlySpan<byte> pixels, int pixelBits, Stream stream) => new GifLzw(stream, pixelBits).Write(pixels);

    private int Clear => 1 << _pixelBits;

    private void Write(ReadOnlySpan<byte> pixels)
    {
        Reset();
        int prefix = pixels[0];
        foreach (byte pixel in pixels[1..])
        {
            int slot = Find(prefix, pixel);
            if (_slots[slot] != 0)
            {
                prefix = _slots[slot] & (MaxCodes - 1);
                continue;
            }
            Emit(prefix);
            _slots[slot] = prefix << 20 | pixel << 12 | _next;
            if (_next == MaxCodes - 1)
                Reset();
            else
                Grow();
            prefix = pixel;
        }
        Emit(prefix);
        Grow();
        Emit(Clear + 1); // end
        if (_pendingBits > 0)
            Add((byte)_pending);
        if (_block[0] > 0)
            EndBlock();
        EndBlock();
    }

    private void Reset()
    {
        if (_codeBits == 0)
            _codeBits = _pixelBits + 1;
        Emit(Clear);
        _codeBits = _pixelBits + 1;
        _next = Clear + 2;
        Array.Clear(_slots);
    }

    /// <summary>A reader's table is one string behind, so a code of the new length is first due when it has been taken.</summary>
    private void Grow()
    {
        if (_next == 1 << _codeBits && _codeBits < LongestCode)
            _codeBits++;
        _next++;
    }

    private int Find(int prefix, int pixel)
    {
        int key = prefix << 8 | pixel;
        int slot = (int)((uint)key * 2654435769u >> 18); // Knuth's multiplicative hashing, 14 bits
        while (_slots[slot] != 0 && _slots[slot] >>> 12 != key)
            slot = (slot + 1) & (Slots - 1);
        return slot;
    }

    private void Emit(int code)
    {
        _pending |= (uint)code << _pendingBits;
        for (_pendingBits += _codeBits; _pendingBits >= 8; _pendingBits -= 8)
        {
            Add((byte)_pending);
            _pending >>= 8;
        }
    }

    private void Add(byte code)
    {
        _block[++_block[0]] = code;
        if (_block[0] == 255)
            EndBlock();
    }

    private void EndBlock()
    {
        _stream.Write(_block, 0, 1 + _block[0]);
        _block[0] = 0;
    }
}
