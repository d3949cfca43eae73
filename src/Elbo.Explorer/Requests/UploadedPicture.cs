using Elbo.Explorer.Decoding;
using Elbo.Imaging;
using Elbo.Serving;
using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Requests;

/// <summary>A picture that was drawn or dropped on the page, made to be one of the model's.</summary>
internal static class UploadedPicture
{
    private const int MostBytes = 8 << 20, MostPixels = 16_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly PictureLimits Limits = new() { MaxFileBytes = MostBytes, MaxPixels = MostPixels };

    /// <summary>The bytes of the file.</summary>
    /// <exception cref="Problem">It is no picture by its type, too long, or comes too slowly.</exception>
    public static async Task<byte[]> Read(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) != true)
            throw new Problem(StatusCodes.Status415UnsupportedMediaType, "A picture must be posted with a type such as image/png.");
        if (request.ContentLength > MostBytes) throw TooLong();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(Patience);
        using var file = new MemoryStream((int)(request.ContentLength ?? 0));
        byte[] piece = new byte[16 << 10];
        try
        {
            for (int read; (read = await request.Body.ReadAsync(piece, time.Token).ConfigureAwait(false)) > 0; file.Write(piece, 0, read))
                if (file.Length + read > MostBytes) throw TooLong();
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new Problem(StatusCodes.Status408RequestTimeout, "The picture came too slowly; send it again.");
        }
        return file.ToArray();
    }

    /// <summary>
    /// Intensities <c>[features]</c> of the file's picture, resized, cropped and made grey where the model's data were. One of the model's own
    /// size is taken for one of its pictures, of which nothing is cropped again.
    /// </summary>
    /// <exception cref="Problem">The file is no picture that can be read.</exception>
    public static float[] Frame(Vae vae, byte[] file)
    {
        if (vae.Shape.Channels is not (1 or 3)) throw Problem.NotNow($"This model's examples are {vae.Shape}, which are no pictures.");
        if (PictureSize.Pixels(file) > MostPixels) throw new Problem(StatusCodes.Status413PayloadTooLarge, "The picture has more than 16 megapixels; make it smaller.");
        try
        {
            return Framed(vae, PictureFile.Read(file, Limits));
        }
        catch (ElboException error)
        {
            throw new Problem(StatusCodes.Status400BadRequest, error.Message, error);
        }
        catch (InvalidDataException error)
        {
            throw new Problem(StatusCodes.Status400BadRequest, $"The picture cannot be read: {error.Message.TrimEnd('.')}.", error);
        }
    }

    private static float[] Framed(Vae vae, Pixmap picture)
    {
        var shape = vae.Shape;
        return picture.Width == shape.Width && picture.Height == shape.Height
            ? PictureBytes.Intensities(shape.Channels == 1 ? picture.ToGrey() : picture.ToColour())
            : PictureRow.Of(vae, picture);
    }

    private static Problem TooLong() => new(StatusCodes.Status413PayloadTooLarge, "The picture is larger than 8 MiB; make it smaller.");
}
