namespace Elbo.Imaging;

/// <summary>A bit depth: finds a row's sample and scales it to a byte.</summary>
internal interface IPngSamples
{
    static abstract int At(ReadOnlySpan<byte> row, int index);

    static abstract byte ToByte(int sample);
}

internal readonly struct OneBitSamples : IPngSamples
{
    public static int At(ReadOnlySpan<byte> row, int index) => (row[index >> 3] >> (7 - (index & 7))) & 1;

    public static byte ToByte(int sample) => (byte)(sample * 255);
}

internal readonly struct TwoBitSamples : IPngSamples
{
    public static int At(ReadOnlySpan<byte> row, int index) => (row[index >> 2] >> (6 - 2 * (index & 3))) & 3;

    public static byte ToByte(int sample) => (byte)(sample * 85);
}

internal readonly struct FourBitSamples : IPngSamples
{
    public static int At(ReadOnlySpan<byte> row, int index) => (row[index >> 1] >> (4 - 4 * (index & 1))) & 15;

    public static byte ToByte(int sample) => (byte)(sample * 17);
}

internal readonly struct EightBitSamples : IPngSamples
{
    public static int At(ReadOnlySpan<byte> row, int index) => row[index];

    public static byte ToByte(int sample) => (byte)sample;
}

internal readonly struct SixteenBitSamples : IPngSamples
{
    public static int At(ReadOnlySpan<byte> row, int index) => row[2 * index] << 8 | row[2 * index + 1];

    /// <summary>round(sample / 257).</summary>
    public static byte ToByte(int sample) => (byte)((sample + 128) / 257);
}
