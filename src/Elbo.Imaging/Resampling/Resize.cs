using System.Buffers;

namespace Elbo.Imaging;

/// <summary>Enlarges and shrinks pictures, antialiased.</summary>
/// <remarks>
/// Where a picture shrinks the filter widens with the ratio, so that every old pixel counts. Rows are resized first, then
/// columns, in 22-bit fixed point with bytes between: bit for bit the method of Pillow's <c>Image.resize</c>, so that data
/// prepared by either are the same. The colours of a picture with alpha are weighted by it.
/// </remarks>
public static class Resize
{
    /// <summary>The picture in <paramref name="width"/> × <paramref name="height"/> pixels; proportions are the caller's.</summary>
    /// <exception cref="ArgumentException">A size is below 1 or does not fit one array.</exception>
    public static Pixmap To(Pixmap picture, int width, int height, ResizeFilter filter = ResizeFilter.Lanczos)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ResampleTable? across = width == picture.Width ? null : ResampleTable.For(picture.Width, width, filter);
        ResampleTable? down = height == picture.Height ? null : ResampleTable.For(picture.Height, height, filter);
        var result = new Pixmap(width, height, picture.Channels);
        if (across is null && down is null)
            picture.Pixels.CopyTo(result.Pixels, 0);
        else if (picture.Channels < 4)
            Resample(picture.Pixels, picture, result, across, down);
        else
        {
            byte[] premultiplied = ArrayPool<byte>.Shared.Rent(picture.Pixels.Length);
            PremultipliedAlpha.Apply(picture.Pixels, premultiplied);
            Resample(premultiplied.AsSpan(0, picture.Pixels.Length), picture, result, across, down);
            ArrayPool<byte>.Shared.Return(premultiplied);
            PremultipliedAlpha.Undo(result.Pixels);
        }
        return result;
    }

    private static void Resample(ReadOnlySpan<byte> pixels, Pixmap from, Pixmap to, ResampleTable? across, ResampleTable? down)
    {
        if (across is null)
            Columns(pixels, to, down!);
        else if (down is null)
            Rows(pixels, from, to.Pixels, to.Width, across);
        else
        {
            long length = (long)to.Stride * from.Height;
            if (length > Array.MaxLength)
                throw new ArgumentException($"A picture cannot be resized from {from.Width}×{from.Height} to {to.Width}×{to.Height} pixels at once; go by way of a size between.");
            byte[] narrowed = ArrayPool<byte>.Shared.Rent((int)length);
            Rows(pixels, from, narrowed, to.Width, across);
            Columns(narrowed, to, down);
            ArrayPool<byte>.Shared.Return(narrowed);
        }
    }

    private static void Rows(ReadOnlySpan<byte> pixels, Pixmap from, Span<byte> target, int width, ResampleTable table)
    {
        int stride = width * from.Channels;
        byte[] line = ArrayPool<byte>.Shared.Rent(from.Stride + ResamplePasses.Slack);
        byte[] resized = ArrayPool<byte>.Shared.Rent(stride + ResamplePasses.Slack);
        for (int y = 0; y < from.Height; y++)
        {
            pixels.Slice(y * from.Stride, from.Stride).CopyTo(line);
            ResamplePasses.Row(line, resized, width, from.Channels, table);
            resized.AsSpan(0, stride).CopyTo(target[(y * stride)..]);
        }
        ArrayPool<byte>.Shared.Return(line);
        ArrayPool<byte>.Shared.Return(resized);
    }

    private static void Columns(ReadOnlySpan<byte> pixels, Pixmap to, ResampleTable table)
    {
        for (int y = 0; y < to.Height; y++)
            ResamplePasses.Column(pixels[(table.Start(y) * to.Stride)..], to.Stride, table.Weights(y), to.Row(y));
    }
}
