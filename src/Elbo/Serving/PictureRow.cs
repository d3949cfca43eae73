using Elbo.Data.Pictures;
using Elbo.Imaging;

namespace Elbo.Serving;

/// <summary>Makes of any picture what a model takes.</summary>
public static class PictureRow
{
    /// <summary>
    /// A picture as the model was trained to see it: cropped as the recipe says, resized to the model's square, in grey or colour.
    /// Models of other shapes take the whole picture, resized to theirs.
    /// </summary>
    /// <param name="vae">The model.</param>
    /// <param name="picture">A picture of any size.</param>
    /// <returns>Intensities in [0, 1], <c>[channel][row][column]</c>.</returns>
    /// <exception cref="ElboException">The model takes no pictures of one or three channels, or the picture is too long to be resized.</exception>
    public static float[] Of(Vae vae, Pixmap picture)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(picture);
        var shape = vae.Shape;
        if (shape.Channels is not (1 or 3) || shape.Height * shape.Width == 1)
            throw new ElboException($"This model was trained on examples of {shape}, which no picture can become; give rows of values.");
        var channels = shape.Channels == 1 ? Recipes.PictureChannels.Grey : Recipes.PictureChannels.Colour;
        var pixels = new byte[shape.Features];
        try
        {
            if (shape.Height == shape.Width) new PictureFraming(shape.Height, vae.Recipe.Data.Crop, channels).Apply(picture, pixels);
            else PictureFraming.Fill(picture, shape, pixels);
        }
        catch (Exception cause) when (cause is InvalidDataException or ArgumentException)
        {
            throw new ElboException($"The picture cannot be used: {cause.Message.TrimEnd('.')}.", cause);
        }
        var row = new float[pixels.Length];
        for (int i = 0; i < row.Length; i++) row[i] = pixels[i] / 255f;
        return row;
    }
}
