namespace Elbo.Imaging.Tests;

/// <summary>A plain GIF reader, written from the format's description alone: strict, one global palette, no transparency.</summary>
internal sealed class PlainGif
{
    private readonly byte[] _file;
    private int _at;

    public PlainGif(byte[] file)
    {
        _file = file;
        Assert.Equal("GIF89a"u8.ToArray(), Take(6));
        (Width, Height) = (Word(), Word());
        int packed = Byte();
        Assert.Equal(0x80, packed & 0x88); // a global palette, unsorted
        Assert.Equal([0, 0], Take(2));
        Palette = Take(3 << ((packed & 7) + 1));
        var screen = new byte[3 * Width * Height];
        int delay = -1;
        for (int block; (block = Byte()) != 0x3B;)
            if (block == 0x2C)
                Draw(screen, delay);
            else
            {
                Assert.Equal(0x21, block);
                int label = Byte();
                byte[] data = SubBlocks();
                if (label == 0xF9)
                {
                    Assert.Equal(4, data.Length);
                    Assert.Equal(1 << 2, data[0]); // left standing, nothing transparent
                    delay = data[1] | data[2] << 8;
                }
                else if (data.AsSpan().StartsWith("NETSCAPE2.0"u8))
                    Loops = data[12] | data[13] << 8;
            }
        Assert.Equal(file.Length, _at);
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Palette { get; }

    /// <summary>0 is for ever; −1 without the extension.</summary>
    public int Loops { get; } = -1;

    /// <summary>What the screen shows after each frame, RGB, and how long in 1/100 s.</summary>
    public List<(byte[] Screen, int Delay)> Frames { get; } = [];

    public List<(int X, int Y, int Width, int Height)> Places { get; } = [];

    private void Draw(byte[] screen, int delay)
    {
        (int x, int y, int width, int height) = (Word(), Word(), Word(), Word());
        Assert.Equal(0, Byte()); // no local palette, not interlaced
        Assert.InRange(x + width, x + 1, Width);
        Assert.InRange(y + height, y + 1, Height);
        int bits = Byte();
        byte[] pixels = Unpack(SubBlocks(), bits);
        Assert.Equal(width * height, pixels.Length);
        for (int i = 0; i < pixels.Length; i++)
            Palette.AsSpan(3 * pixels[i], 3).CopyTo(screen.AsSpan(3 * ((y + i / width) * Width + x + i % width)));
        Frames.Add(((byte[])screen.Clone(), delay));
        Places.Add((x, y, width, height));
    }

    private static byte[] Unpack(byte[] data, int bits)
    {
        int clear = 1 << bits, end = clear + 1, at = 0, length = bits + 1;
        var pixels = new List<byte>();
        var strings = new List<byte[]>();
        byte[]? previous = null;
        while (true)
        {
            int code = 0;
            for (int bit = 0; bit < length; bit++, at++)
                code |= (data[at / 8] >> (at % 8) & 1) << bit;
            if (code == end)
                break;
            if (code == clear)
            {
                strings.Clear();
                for (int i = 0; i < clear; i++)
                    strings.Add([(byte)i]);
                strings.AddRange([[], []]); // clear and end
                (length, previous) = (bits + 1, null);
                continue;
            }
            Assert.InRange(code, 0, previous is null ? clear - 1 : strings.Count);
            byte[] text = code < strings.Count ? strings[code] : [.. previous!, previous![0]];
            pixels.AddRange(text);
            if (previous is not null && strings.Count < 4096)
                strings.Add([.. previous, text[0]]);
            if (strings.Count == 1 << length && length < 12)
                length++;
            previous = text;
        }
        Assert.InRange(data.Length - at / 8, 0, 1); // nothing after the end
        return [.. pixels];
    }

    private byte[] SubBlocks()
    {
        var data = new List<byte>();
        for (int length; (length = Byte()) > 0;)
            data.AddRange(Take(length));
        return [.. data];
    }

    private byte Byte() => _file[_at++];

    private int Word() => Byte() | Byte() << 8;

    private byte[] Take(int count) => _file[_at..(_at += count)];
}
