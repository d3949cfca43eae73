namespace Elbo.Fuzz.Seeds;

/// <summary>Entropy-coded data: bits from the most significant on, a zero behind every 0xFF.</summary>
internal sealed class JpegBits
{
    private readonly List<byte> bytes = [];
    private int held, count;

    public void Add(int value, int size)
    {
        for (int bit = size - 1; bit >= 0; bit--)
        {
            held = held << 1 | (value >> bit & 1);
            if (++count < 8) continue;
            bytes.Add((byte)held);
            if ((byte)held == 0xFF) bytes.Add(0);
            (held, count) = (0, 0);
        }
    }

    public void Marker(int code)
    {
        Pad();
        bytes.AddRange([0xFF, (byte)code]);
    }

    public List<byte> End()
    {
        Pad();
        return bytes;
    }

    private void Pad()
    {
        while (count > 0) Add(1, 1);
    }
}
