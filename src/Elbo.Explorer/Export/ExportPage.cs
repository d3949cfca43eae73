using Elbo.Data;
using Elbo.Reports;

namespace Elbo.Explorer.Export;

/// <summary>
/// A model's decoder as one HTML file that anyone opens by a double click: a pad and sliders move through the latent space, and a script decodes the
/// picture. It fetches nothing and needs no server.
/// </summary>
internal static class ExportPage
{
    /// <summary>Weights of a page, in bytes of the 32-bit numbers that the browser decodes with: more than that few browsers hold.</summary>
    private const long MostBytes = 512L << 20;

    /// <summary>Bytes of the page itself, without what grows with the model.</summary>
    private const int Page = 60 << 10;

    /// <summary>Writes the page. The file takes at most four bytes for each of the decoder's parameters and 60 KiB; test codes are left out where they would take more.</summary>
    /// <param name="output">Where to write; left open.</param>
    /// <param name="vae">The model.</param>
    /// <param name="data">Data whose test codes lie beneath the pad and give the order of the dimensions; null for none.</param>
    /// <param name="name">What the page is called, such as the run's name.</param>
    /// <exception cref="ElboException">The decoder is too large for a browser, a weight is not finite, or the data do not fit the model; nothing is written then.</exception>
    public static void Write(Stream output, Vae vae, DataSplits? data, string name)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(vae);
        if (vae.Shape.Channels is not (1 or 3))
            throw new ElboException($"Examples of {vae.Shape} cannot be drawn, since pictures have one channel or three; a page shows models of pictures only.");
        var layers = new DecoderLayers(vae);
        RequireRoom(layers.Count, name);
        long weights = WeightChunks.Length(layers.Count);
        var codes = data is null ? null : PageCodes.Of(vae, data);
        var pieces = PageParts.Of(vae, name, others => PageModel.Write(vae, layers, codes, model => (4 * layers.Parameters) + Page - weights - others - model));
        foreach (byte[]? piece in pieces)
        {
            if (piece is null) WeightChunks.Write(output, layers);
            else output.Write(piece);
        }
    }

    /// <summary>Refuses a decoder that is too large for a browser.</summary>
    /// <exception cref="ElboException">It is.</exception>
    internal static void RequireRoom(long weights, string name)
    {
        if (sizeof(float) * weights > MostBytes)
            throw new ElboException($"The decoder of {Quoted.Text(name)} has {Shown.Count(weights)} weights, which would be a file of {Shown.Count(WeightChunks.Length(weights) / 1_000_000)} MB and more than a browser is asked to hold ({MostBytes / sizeof(float) / 1_000_000} million weights); look at it with elbo explore without --export, which decodes outside of the browser, or train a smaller decoder.");
    }
}
