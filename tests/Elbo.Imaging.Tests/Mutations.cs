using System.Buffers.Binary;

namespace Elbo.Imaging.Tests;

/// <summary>Damages a valid file: the same file and number always give the same damage.</summary>
public static class Mutations
{
    /// <summary>The number of executions of a fuzzing test: the environment variable ELBO_FUZZ where that is more.</summary>
    public static ulong Executions(ulong usual) =>
        ulong.TryParse(Environment.GetEnvironmentVariable("ELBO_FUZZ"), out ulong asked) ? Math.Max(usual, asked) : usual;

    /// <summary>One to four edits: bits, bytes, cuts, repetitions, splices, and numbers such as lengths.</summary>
    public static byte[] Of(byte[] seed, ulong number)
    {
        var random = new SplitMix(number);
        byte[] file = (byte[])seed.Clone();
        for (int edits = 1 + random.Next(4); edits > 0 && file.Length > 0; edits--)
            file = Edit(file, seed, ref random);
        return file;
    }

    private static byte[] Edit(byte[] file, byte[] seed, ref SplitMix random)
    {
        int at = random.Next(file.Length);
        switch (random.Next(10))
        {
            case 0 or 1:
                file[at] ^= (byte)(1 << random.Next(8));
                return file;
            case 2 or 3:
                file[at] = (byte)random.Next(256);
                return file;
            case 4:
                file[at] = (byte)(random.Next(3) switch { 0 => 0, 1 => 255, _ => file[at] + 1 });
                return file;
            case 5:
                SetNumber(file.AsSpan(at), ref random);
                return file;
            case 6 when random.Next(3) == 0: // seldom: most of a cut file is refused for its end alone
                return file[..at];
            case 7: // a stretch once more
                int length = random.Next(Math.Min(64, file.Length - at) + 1);
                return file.Length > 4 * seed.Length ? file : [.. file[..(at + length)], .. file[at..]];
            case 8: // a stretch less
                return [.. file[..at], .. file[Math.Min(file.Length, at + 1 + random.Next(8))..]];
            default: // a stretch of the valid file at another place
                int from = random.Next(seed.Length), count = Math.Min(1 + random.Next(32), Math.Min(seed.Length - from, file.Length - at));
                seed.AsSpan(from, count).CopyTo(file.AsSpan(at));
                return file;
        }
    }

    /// <summary>Writes a number of two or four bytes that a length, size or count is likely to go wrong with.</summary>
    private static void SetNumber(Span<byte> place, ref SplitMix random)
    {
        bool isWide = random.Next(2) == 0 && place.Length >= 4;
        if (place.Length < 2)
            return;
        uint old = isWide ? BinaryPrimitives.ReadUInt32BigEndian(place) : BinaryPrimitives.ReadUInt16BigEndian(place);
        uint value = random.Next(9) switch
        {
            0 => 0,
            1 => 1,
            2 => 2,
            3 => old + 1,
            4 => old - 1,
            5 => old * 2,
            6 => (uint)random.Next(300),
            7 => isWide ? int.MaxValue : (uint)short.MaxValue,
            _ => uint.MaxValue,
        };
        if (isWide)
            BinaryPrimitives.WriteUInt32BigEndian(place, value);
        else
            BinaryPrimitives.WriteUInt16BigEndian(place, (ushort)value);
    }

    /// <summary>A generator that any number may begin (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").</summary>
    private struct SplitMix(ulong state)
    {
        public int Next(int below)
        {
            ulong z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (uint)below);
        }
    }
}
