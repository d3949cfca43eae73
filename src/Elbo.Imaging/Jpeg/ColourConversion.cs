using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Elbo.Imaging;

/// <summary>How a picture's components make a pixel.</summary>
internal enum JpegColour { Grey, Rgb, YCbCr, Cmyk, Ycck }

/// <summary>Makes rows of pixels from rows of components.</summary>
/// <remarks>
/// Brightness and colour differences are those of JFIF (ITU-R BT.601 at full range), in 16-bit fixed point with libjpeg's
/// rounding. Inks are stored inverted, 255 for none, as Adobe writes them; a pixel is what they let through.
/// </remarks>
internal static class ColourConversion
{
    // Times 2¹⁶: red from Cr, green from Cr and Cb, blue from Cb.
    private const int RedCr = 91881, GreenCr = 46802, GreenCb = 22554, BlueCb = 116130, Half = 1 << 15;

    /// <summary>Interleaves red, green and blue.</summary>
    public static void FromRgb(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> pixels)
    {
        for (int x = 0; x < red.Length; x++)
            (pixels[3 * x], pixels[3 * x + 1], pixels[3 * x + 2]) = (red[x], green[x], blue[x]);
    }

    /// <summary>Turns brightness and colour differences into pixels of three bytes.</summary>
    public static void FromYCbCr(ReadOnlySpan<byte> y, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> pixels)
    {
        int x = 0;
        // Eight pixels are 24 bytes, but 28 are written: the last four are overwritten by what follows.
        for (; 3 * x + 28 <= pixels.Length; x += 8)
        {
            Vector256<int> bright = Widen(y[x..]), blueness = Widen(cb[x..]) - Vector256.Create(128), redness = Widen(cr[x..]) - Vector256.Create(128);
            Vector256<uint> red = Sample(bright + (redness * RedCr + Vector256.Create(Half) >> 16));
            Vector256<uint> green = Sample(bright + (Vector256.Create(Half) - blueness * GreenCb - redness * GreenCr >> 16));
            Vector256<uint> blue = Sample(bright + (blueness * BlueCb + Vector256.Create(Half) >> 16));
            Vector256<uint> packed = red | green << 8 | blue << 16;
            WithoutFourth(packed.GetLower()).CopyTo(pixels[(3 * x)..]);
            WithoutFourth(packed.GetUpper()).CopyTo(pixels[(3 * x + 12)..]);
        }
        for (; x < y.Length; x++)
            (pixels[3 * x], pixels[3 * x + 1], pixels[3 * x + 2]) = Pixel(y[x], cb[x], cr[x]);
    }

    /// <summary>Turns four inks into pixels of three bytes; the first three are changed first where they are coded like colours.</summary>
    public static void FromCmyk(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> black, bool isYcck, Span<byte> pixels)
    {
        for (int x = 0; x < black.Length; x++)
        {
            (byte cyan, byte magenta, byte yellow) = isYcck ? Inverted(Pixel(first[x], second[x], third[x])) : (first[x], second[x], third[x]);
            (pixels[3 * x], pixels[3 * x + 1], pixels[3 * x + 2]) = (Through(cyan, black[x]), Through(magenta, black[x]), Through(yellow, black[x]));
        }
    }

    private static (byte, byte, byte) Inverted((byte Red, byte Green, byte Blue) pixel) =>
        ((byte)(255 - pixel.Red), (byte)(255 - pixel.Green), (byte)(255 - pixel.Blue));

    /// <summary>Light that an ink and black let through, both given as what they do not cover.</summary>
    private static byte Through(int ink, int black)
    {
        int covered = (255 - ink) * black + 128;
        return (byte)(black - ((covered >> 8) + covered >> 8)); // the rounded quotient by 255
    }

    private static (byte Red, byte Green, byte Blue) Pixel(int y, int cb, int cr)
    {
        (int blueness, int redness) = (cb - 128, cr - 128);
        return (
            Sample(y + (redness * RedCr + Half >> 16)),
            Sample(y + (Half - blueness * GreenCb - redness * GreenCr >> 16)),
            Sample(y + (blueness * BlueCb + Half >> 16)));
    }

    private static byte Sample(int value) => (byte)Math.Clamp(value, 0, 255);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Sample(Vector256<int> value) =>
        Vector256.Clamp(value, Vector256<int>.Zero, Vector256.Create(255)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(ReadOnlySpan<byte> eight)
    {
        Vector128<ushort> wide = Vector128.WidenLower(Vector128.Create(Vector64.Create(eight[..8]), Vector64<byte>.Zero));
        return Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> WithoutFourth(Vector128<uint> pixels) =>
        BitConverter.IsLittleEndian
            ? Vector128.Shuffle(pixels.AsByte(), Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255))
            : Vector128.Shuffle(pixels.AsByte(), Vector128.Create((byte)3, 2, 1, 7, 6, 5, 11, 10, 9, 15, 14, 13, 255, 255, 255, 255));
}
