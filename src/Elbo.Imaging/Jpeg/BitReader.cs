using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Elbo.Imaging;

/// <summary>Reads the bits of entropy-coded data, most significant first, and never past a marker.</summary>
/// <remarks>
/// Behind the data it gives zero bits, so that decoding needs no checks inside a block; whoever decodes asks
/// <see cref="IsOverrun"/> after each.
/// </remarks>
internal ref struct BitReader
{
    private const ulong Ones = 0x0101010101010101, Tops = 0x8080808080808080;

    private readonly ReadOnlySpan<byte> _file;
    private int _position;
    private ulong _bits; // the next bit on top; below the counted ones only true bits of the bytes to come
    private int _count, _padding;

    public BitReader(ReadOnlySpan<byte> file, int position)
    {
        _file = file;
        _position = position;
    }

    /// <summary>A place at or before the marker that ends the data, with nothing but unread data between.</summary>
    public readonly int Position => _position;

    /// <summary>Whether more bits were taken than there are.</summary>
    public readonly bool IsOverrun => _count < _padding;

    /// <summary>Makes sure that 32 bits can be looked at and taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ensure32()
    {
        if (_count < 32)
            Refill();
    }

    /// <summary>The next 1 to 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Peek(int bits) => (int)(_bits >> (64 - bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int bits)
    {
        _bits <<= bits;
        _count -= bits;
    }

    /// <summary>Takes 0 to 16 bits, which must be there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take(int bits)
    {
        int value = (int)(_bits >> 1 >> (63 - bits)); // two shifts: one by 64 would do nothing
        Skip(bits);
        return value;
    }

    /// <summary>Takes a signed number of 0 to 15 bits as T.81 codes it: a first bit of 0 means negative (table F.1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeSigned(int bits) => Extend(Take(bits), bits);

    /// <summary>Takes one bit, refilling where needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakeBit()
    {
        if (_count == 0)
            Refill();
        bool bit = (long)_bits < 0;
        Skip(1);
        return bit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Extend(int value, int bits) => value < (1 << bits) >> 1 ? value - (1 << bits) + 1 : value;

    /// <summary>Goes on behind the restart marker of this number, 0 to 7.</summary>
    public void Restart(int number)
    {
        (_bits, _count, _padding) = (0, 0, 0);
        if (JpegMarker.Next(_file, ref _position) != JpegMarker.FirstRestart + number)
            throw new InvalidDataException($"The JPEG file misses restart marker {number} before byte {_position}; it is damaged.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refill()
    {
        if (_position <= _file.Length - 8)
        {
            ulong next = BinaryPrimitives.ReadUInt64BigEndian(_file[_position..]);
            if (((~next - Ones) & next & Tops) == 0) // no byte is 0xFF
            {
                _bits |= next >> _count;
                int bytes = (63 - _count) >> 3;
                _position += bytes;
                _count += 8 * bytes;
                return;
            }
        }
        RefillByBytes();
    }

    private void RefillByBytes()
    {
        for (; _count <= 56; _count += 8)
        {
            int value = _position < _file.Length ? _file[_position] : -1;
            if (value == 0xFF && (_position + 1 >= _file.Length || _file[_position + 1] != 0))
                value = -1; // a marker
            if (value < 0)
            {
                _padding += 8;
                continue;
            }
            _bits |= (ulong)value << (56 - _count);
            _position += value == 0xFF ? 2 : 1; // with the 0 stuffed behind it
        }
    }
}
