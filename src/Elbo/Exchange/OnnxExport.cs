using System.Globalization;
using Elbo.Exchange.Onnx;
using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Exchange;

/// <summary>Writes a model in the Open Neural Network Exchange format, which runs in browsers, on phones and in servers without Elbo.</summary>
/// <remarks>
/// Three files, opset 17, the batch of any size. <c>encoder.onnx</c>: <c>image</c> → <c>mean</c>, <c>std</c>. <c>decoder.onnx</c>: <c>latent</c> →
/// <c>image</c>. <c>vae.onnx</c>: <c>image</c>, <c>noise</c> → <c>reconstruction</c>, <c>mean</c>, <c>std</c>; noise from the standard normal
/// distribution samples the posterior, zeros take its mean. Images are floats <c>[batch, C, H, W]</c>, or <c>[batch, values]</c> for data that are no
/// pictures; latents and noise are <c>[batch, latent]</c>. Each graph of a conditional model also takes <c>label</c>, 64-bit integers <c>[batch]</c>.
/// Rows of a table hold numeric columns first, each less its mean and over its deviation, then binary ones as 0 or 1, then a 1 among 0s for each
/// categorical one; decoded, means and probabilities. Metadata: <c>columns</c> of a table with all that this takes, <c>recipe</c>, <c>recipe.name</c>, <c>classes</c>, <c>data.range</c>, <c>image.values</c>, and <c>intensity.scale</c> and
/// <c>intensity.shift</c>, by which intensities in [0, 1] become model values.
/// </remarks>
public static class OnnxExport
{
    /// <summary>Writes the three files, replacing those of an earlier export.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="folder">Where to; it is made where it is missing.</param>
    /// <param name="preprocessing">Whether images go in and come out as intensities in [0, 1], as with <see cref="Vae"/>, rather than as the values that the networks see.</param>
    /// <returns>The files' paths.</returns>
    /// <exception cref="ElboException">The files cannot be written, or the model has a part that these graphs cannot express.</exception>
    public static IReadOnlyList<string> Write(Vae vae, string folder, bool preprocessing = false)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (preprocessing && vae.Schema is not null)
            throw new ElboException("Intensities in [0, 1] are for pictures; export a table's model without preprocessing, and scale rows as the metadata's columns say.");
        ExchangeFolder.Make(folder);
        var metadata = Metadata(vae, preprocessing);
        using (vae.Enter())
        {
            return
            [
                File("encoder", "The posterior of examples", parts =>
                {
                    string image = parts.ImageInput();
                    parts.LabelInput();
                    var (mean, deviation) = parts.Encode(image);
                    parts.PosteriorOutputs(mean, deviation);
                }),
                File("decoder", "Examples of latent codes", parts =>
                {
                    string latent = parts.LatentInput("latent", "Latent codes");
                    parts.LabelInput();
                    parts.ImageOutput("image", parts.Decode(latent));
                }),
                File("vae", "Reconstructions by a sample of the posterior", parts =>
                {
                    string image = parts.ImageInput(), noise = parts.LatentInput("noise", "Draws of the standard normal distribution, or zeros for the posterior's mean");
                    parts.LabelInput();
                    var (mean, deviation) = parts.Encode(image);
                    parts.ImageOutput("reconstruction", parts.Decode(parts.Sample(mean, deviation, noise)));
                    parts.PosteriorOutputs(mean, deviation);
                }),
            ];
        }

        string File(string name, string meaning, Action<OnnxVae> fill)
        {
            var graph = new OnnxGraph(name);
            var parts = new OnnxVae(vae, graph, preprocessing);
            fill(parts);
            string path = Path.Combine(folder, name + ".onnx");
            OnnxFile.Write(path, graph, $"{meaning}: {vae.Recipe.Name}", metadata);
            return path;
        }
    }

    private static List<KeyValuePair<string, string>> Metadata(Vae vae, bool preprocessing)
    {
        var (scale, shift) = vae.Preprocessing.FromIntensity;
        string range = vae.Recipe.Data.Range.ToString();
        List<KeyValuePair<string, string>> metadata =
        [
            new("elbo.version", RunInfo.CurrentVersion),
            new("recipe.name", vae.Recipe.Name),
            new("recipe", vae.Recipe.ToJson()),
            new("step", vae.Step.ToString(CultureInfo.InvariantCulture)),
        ];
        if (vae.Schema is { } schema) metadata.Add(new("columns", schema.ToJson()));
        else
        {
            metadata.AddRange(
            [
                new("data.range", char.ToLowerInvariant(range[0]) + range[1..]),
                new("image.values", preprocessing ? "intensity" : "model"),
                new("intensity.scale", scale.ToString("R", CultureInfo.InvariantCulture)),
                new("intensity.shift", shift.ToString("R", CultureInfo.InvariantCulture)),
            ]);
        }
        if (vae.Classes > 0) metadata.Add(new("classes", ClassNames.Write(vae.ClassNames)));
        return metadata;
    }
}
