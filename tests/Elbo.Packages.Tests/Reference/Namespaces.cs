namespace Elbo.Packages.Tests.Reference;

/// <summary>What each namespace is for, which no source file has a place to say.</summary>
internal static class Namespaces
{
    private static readonly Dictionary<string, string> Purposes = new()
    {
        ["Elbo"] = "A model: encode, decode, reconstruct, sample, score, evaluate, save and load.",
        ["Elbo.Benchmarks"] = "What a training step, a layer and the decoding of a picture cost on this machine.",
        ["Elbo.Data"] = "Data sets: known ones by name, drawn ones, folders and files, and how values are scaled.",
        ["Elbo.Data.Pictures"] = "Folders and archives of pictures.",
        ["Elbo.Data.Tables"] = "Tables: columns, their kinds, and rows as text.",
        ["Elbo.Diagnosis"] = "What is wrong or odd about a run, with the evidence.",
        ["Elbo.Evaluation"] = "Test figures: evidence lower bound, importance-weighted bound, active units, Fréchet distance, anomaly scores.",
        ["Elbo.Exchange"] = "Models to ONNX, weights to PyTorch and back.",
        ["Elbo.Figures"] = "The pictures of a run: samples, reconstructions, manifolds, traversals, curves.",
        ["Elbo.Formats"] = "Safetensors and NumPy files.",
        ["Elbo.Imaging"] = "Pixels, PNG, JPEG, GIF and resizing.",
        ["Elbo.Imaging.Charts"] = "Charts as SVG.",
        ["Elbo.Latents"] = "Ways through the latent space.",
        ["Elbo.Maps"] = "Codes in a plane: principal components and t-SNE.",
        ["Elbo.Recipes"] = "Recipes: everything that a training run needs to know.",
        ["Elbo.Reports"] = "The page of a run.",
        ["Elbo.Runs"] = "Run directories: recipe, metrics, checkpoints.",
        ["Elbo.Serving"] = "Scores of a model in a service, and what is usual among them.",
        ["Elbo.Sweeps"] = "A recipe with every combination of some settings, compared.",
        ["Elbo.Tensors"] = "The engine: tensors in lanes of 32 samples, parameters, a tape, random numbers, threads.",
        ["Elbo.Tensors.Ops"] = "Operations, each with its forward and backward pass.",
        ["Elbo.Tensors.Optimisers"] = "Adam, learning-rate decay, clipping and running statistics.",
        ["Elbo.Training"] = "The training loop, and who watches it.",
    };

    public static IReadOnlyCollection<string> Known => Purposes.Keys;

    public static string Purpose(string space) => Purposes.GetValueOrDefault(space, "");
}
