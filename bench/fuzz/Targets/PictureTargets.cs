using Elbo.Fuzz.Mutation;
using Elbo.Fuzz.Seeds;
using Elbo.Imaging;

namespace Elbo.Fuzz.Targets;

/// <summary>A reader of pictures; its limits are tight so that memory is little.</summary>
internal abstract class PictureTarget(string name) : Target(name)
{
    private static readonly PictureLimits Limits = new() { MaxPixels = 1 << 16 };

    // Samples, coefficients and pixels of four components at most.
    protected override long MostMemory => (4L << 16) * 6 + (1 << 20);

    protected override long MemoryOfByte => 16;

    public override bool IsRefusal(Exception error) => error is InvalidDataException && IsSentence(error.Message);

    public override bool Read(byte[] file)
    {
        long? claimed = PictureSize.Pixels(file);
        var picture = PictureFile.Read(file, Limits);
        long pixels = (long)picture.Width * picture.Height;
        if (pixels is < 1 or > 1 << 16) throw new InvalidOperationException($"{picture.Width}×{picture.Height} pixels are past the limit.");
        // What the packer sets memory aside for.
        if (claimed is { } told && told != pixels) throw new InvalidOperationException($"{told} pixels were told of {pixels}.");
        return true;
    }
}

/// <summary>PNG files.</summary>
internal sealed class PngTarget() : PictureTarget("png")
{
    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. Words.Of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "tEXt", "zTXt", "iCCP", "sRGB", "acTL", "fcTL", "fdAT", "ABCD"),
        SmallPng.Chunk("IEND", []), SmallPng.Chunk("IDAT", []), SmallPng.Chunk("tRNS", [0, 1]), SmallPng.Chunk("PLTE", [1, 2, 3]), SmallPng.Chunk("IDAT", [0x78, 0x9C]), SmallPng.Chunk("ABCD", []),
    ];

    public override IEnumerable<byte[]> Seeds() => SmallPng.All();

    public override byte[] Mutate(byte[] parent, Mutator mutator) =>
        mutator.Random.Percent(25) ? PngRepair.WithData(parent, data => mutator.Mutate(data)) : base.Mutate(parent, mutator);

    protected override byte[] Repair(byte[] file) => PngRepair.Checksums(file);
}

/// <summary>JPEG files.</summary>
internal sealed class JpegTarget() : PictureTarget("jpeg")
{
    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. Enumerable.Range(0xC0, 0x3F).Select(marker => new byte[] { 0xFF, (byte)marker }), .. Words.Of("JFIF\0", "Exif\0\0", "Adobe"),
        [0xFF, 0x00], [0xFF, 0xFF], [0xFF, 0x01], [0xFF, 0xDD, 0, 4, 0, 1], [0, 2],
    ];

    public override IEnumerable<byte[]> Seeds() => SmallJpeg.All();
}

/// <summary>A camera's notes in a JPEG file: the file is those notes.</summary>
internal sealed class ExifTarget() : PictureTarget("exif")
{
    public override int Longest => 1 << 11;

    public override IReadOnlyList<byte[]> Tokens { get; } = [.. Words.Of("II", "MM"), [0x12, 0x01], [0x01, 0x12], [42, 0], [0, 42], [8, 0, 0, 0], [0, 0, 0, 8]];

    // The picture around the notes is not the file's.
    protected override long MemoryOfByte => 40;

    public override IEnumerable<byte[]> Seeds() => Enumerable.Range(1, 8).SelectMany(turn => new[] { SmallJpeg.Tiff(turn, little: true), SmallJpeg.Tiff(turn, little: false) });

    public override bool Read(byte[] file) => base.Read(SmallJpeg.WithExif(file));

    // Whatever the notes hold, the picture is a picture.
    public override bool IsRefusal(Exception error) => false;
}
