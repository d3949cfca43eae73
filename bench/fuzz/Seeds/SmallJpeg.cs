using Elbo.Fuzz.Mutation;

namespace Elbo.Fuzz.Seeds;

/// <summary>
/// Small JPEG files: real markers and Huffman codes around random coefficients, which need look like nothing. Both tables give
/// all symbols codes of one length, 4 bits for DC and 8 for AC.
/// </summary>
internal static class SmallJpeg
{
    private static readonly byte[] DcSymbols = [.. Enumerable.Range(0, 12).Select(n => (byte)n)];
    private static readonly byte[] AcSymbols =
        [0x00, 0xF0, .. Enumerable.Range(0, 15).Select(n => (byte)(n << 4)).Skip(1), .. Enumerable.Range(0, 16).SelectMany(run => Enumerable.Range(1, 10).Select(size => (byte)(run << 4 | size)))];

    public static IEnumerable<byte[]> All()
    {
        foreach (int[] sampling in new int[][] { [0x11], [0x22, 0x11, 0x11], [0x11, 0x11, 0x11], [0x21, 0x11, 0x11], [0x12, 0x11, 0x11], [0x41, 0x11, 0x21], [0x11, 0x11, 0x11, 0x11], [0x22, 0x11, 0x11, 0x22] })
            foreach (bool progressive in new[] { false, true })
                foreach (int restart in new[] { 0, 1 })
                    yield return One(19, 17, sampling, progressive, restart, note: []);
        for (int transform = 0; transform < 3; transform++) yield return One(9, 9, [0x11, 0x11, 0x11, 0x11], false, 0, Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)transform]));
        yield return One(9, 9, [0x11, 0x11, 0x11], false, 0, Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]));
        yield return One(9, 9, [0x11, 0x11, 0x11], false, 0, Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]));
        for (int turn = 1; turn <= 8; turn++) yield return WithExif(Tiff(turn, little: (turn & 1) == 0));
    }

    /// <summary>A grey picture with these camera's notes.</summary>
    public static byte[] WithExif(ReadOnlySpan<byte> tiff) => One(10, 9, [0x11], false, 0, Segment(0xE1, [.. "Exif\0\0"u8, .. tiff[..Math.Min(tiff.Length, 65_000)]]));

    /// <summary>Notes of two entries, the second the orientation.</summary>
    public static byte[] Tiff(int orientation, bool little)
    {
        byte[] big = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 2, 1, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 9, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        byte[] small = [.. "II"u8, 42, 0, 8, 0, 0, 0, 2, 0, 0, 1, 4, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];
        return little ? small : big;
    }

    private static byte[] One(int width, int height, int[] sampling, bool progressive, int restart, byte[] note)
    {
        var random = new Randomness((ulong)(width + (100 * sampling.Length) + sampling[0] + (progressive ? 7 : 0) + restart));
        List<byte> file = [0xFF, 0xD8, .. note];
        file.AddRange(Segment(0xDB, [0, .. Enumerable.Range(1, 64).Select(n => (byte)n)]));
        file.AddRange(Segment(progressive ? 0xC2 : 0xC0, [8, 0, (byte)height, 0, (byte)width, (byte)sampling.Length, .. sampling.SelectMany((s, i) => new byte[] { (byte)(i + 1), (byte)s, 0 })]));
        file.AddRange(Segment(0xC4, [0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. DcSymbols]));
        file.AddRange(Segment(0xC4, [0x10, 0, 0, 0, 0, 0, 0, 0, (byte)AcSymbols.Length, 0, 0, 0, 0, 0, 0, 0, 0, .. AcSymbols]));
        if (restart > 0) file.AddRange(Segment(0xDD, [0, (byte)restart]));
        int[] all = [.. Enumerable.Range(1, sampling.Length)];
        (int across, int down) = (sampling.Max(s => s >> 4), sampling.Max(s => s & 15));
        int units = Over(width, 8 * across) * Over(height, 8 * down), blocksOfUnit = sampling.Length == 1 ? 1 : sampling.Sum(s => (s >> 4) * (s & 15));
        if (sampling.Length == 1) units = Over(width, 8) * Over(height, 8);
        if (!progressive) AddScan(file, random, all, 0, 63, 0, units, blocksOfUnit, restart, (bits, r) => { Dc(bits, r); Ac(bits, r, 1, 63); });
        else
        {
            AddScan(file, random, all, 0, 0, 0x01, units, blocksOfUnit, restart, Dc);
            AddScan(file, random, all, 0, 0, 0x10, units, blocksOfUnit, restart, (bits, r) => bits.Add(r.Next(2), 1));
            foreach (int component in all)
            {
                int s = sampling[component - 1];
                int blocks = Over(Over(width * (s >> 4), across), 8) * Over(Over(height * (s & 15), down), 8);
                AddScan(file, random, [component], 1, 5, 0x02, blocks, 1, restart, (bits, r) => Ac(bits, r, 1, 5));
                AddScan(file, random, [component], 6, 63, 0x00, blocks, 1, restart, (bits, r) => Ac(bits, r, 6, 63));
                AddScan(file, random, [component], 1, 5, 0x21, blocks, 1, restart, (bits, r) => bits.Add(0, 16));
                AddScan(file, random, [component], 1, 5, 0x10, blocks, 1, restart, (bits, r) => bits.Add(0, 16));
            }
        }
        return [.. file, 0xFF, 0xD9];
    }

    private static void AddScan(List<byte> file, Randomness random, int[] components, int first, int last, int approximation, int units, int blocks, int restart, Action<JpegBits, Randomness> block)
    {
        file.AddRange(Segment(0xDA, [(byte)components.Length, .. components.SelectMany(c => new byte[] { (byte)c, 0 }), (byte)first, (byte)last, (byte)approximation]));
        var bits = new JpegBits();
        for (int unit = 0; unit < units; unit++)
        {
            if (restart > 0 && unit > 0 && unit % restart == 0) bits.Marker(0xD0 + ((unit / restart - 1) & 7));
            for (int i = 0; i < blocks; i++) block(bits, random);
        }
        file.AddRange(bits.End());
    }

    private static void Dc(JpegBits bits, Randomness random)
    {
        int size = random.Next(8);
        bits.Add(size, 4);
        bits.Add(random.Next(1 << size), size);
    }

    private static void Ac(JpegBits bits, Randomness random, int first, int last)
    {
        for (int k = first; k <= last;)
        {
            int run = random.Next(6), size = 1 + random.Next(4);
            if (random.Next(4) == 0 || k + run > last) break;
            bits.Add(Array.IndexOf(AcSymbols, (byte)(run << 4 | size)), 8);
            bits.Add(random.Next(1 << size), size);
            k += run + 1;
            if (k > last) return;
        }
        bits.Add(0, 8); // symbol 0, the block's end
    }

    private static byte[] Segment(int marker, ReadOnlySpan<byte> data) => [0xFF, (byte)marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    private static int Over(int a, int b) => (a + b - 1) / b;
}
