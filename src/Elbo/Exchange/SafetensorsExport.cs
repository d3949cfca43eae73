using Elbo.Exchange.PyTorch;
using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Exchange;

/// <summary>Writes a model's weights as a PyTorch state dict in the safetensors format.</summary>
/// <remarks>
/// Names are those of a module with <c>encoder</c> and <c>decoder</c>, each an <c>nn.Sequential</c> in which activations and dropout count too
/// (<c>encoder.0.weight</c>, <c>encoder.0.bias</c>, <c>encoder.2.weight</c>, …), and with two heads between them: <c>mean</c>, and
/// <c>log_variance</c> or, where the deviation is softplus(ρ), <c>rho</c>. Axes are PyTorch's: <c>[out, in]</c> of a linear layer,
/// <c>[out, in, kh, kw]</c> of a convolution, <c>[in, out, kh, kw]</c> of a transposed one. Batch normalisation is a module of its own
/// behind its layer, with <c>running_mean</c>, <c>running_var</c> and <c>num_batches_tracked</c>. A Python file beside the weights has the class that
/// loads them.
/// </remarks>
public static class SafetensorsExport
{
    private const string Batches = "num_batches_tracked";

    /// <summary>Writes the weights, and beside them the class in a file of the same name that ends in <c>.py</c>.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="path">The file of weights; its folder is made where it is missing.</param>
    /// <returns>Both paths.</returns>
    /// <exception cref="ElboException">A file cannot be written, or PyTorch has no module for a part of the model.</exception>
    public static IReadOnlyList<string> Write(Vae vae, string path)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string code = Path.ChangeExtension(path, ".py");
        if (code == path) throw new ElboException($"{path} would be overwritten by the Python file beside it; choose a name that ends in .safetensors.");
        ExchangeFolder.Make(Path.GetDirectoryName(path));
        using (vae.Enter())
        {
            var tensors = new List<SafetensorsTensor>();
            foreach (var (name, module) in TorchVae.Of(vae).Named())
            {
                foreach (var tensor in module.Tensors)
                    tensors.Add(SafetensorsTensor.Floats($"{name}.{tensor.Leaf}", [.. tensor.Shape.Select(size => (long)size)], () => tensor.Values(vae.Store)));
                if (module.IsNorm) tensors.Add(SafetensorsTensor.Integers($"{name}.{Batches}", [], new[] { vae.Step }));
            }
            // 'format' is what PyTorch's readers of the format look for.
            Dictionary<string, string> metadata = new() { ["format"] = "pt", ["elbo.version"] = RunInfo.CurrentVersion, ["recipe"] = vae.Recipe.ToJson() };
            if (vae.Classes > 0) metadata["classes"] = ClassNames.Write(vae.ClassNames);
            if (vae.Schema is { } schema) metadata["columns"] = schema.ToJson();
            string text = TorchCode.Write(vae, Path.GetFileName(path));
            AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, tensors, metadata));
            AtomicFile.WriteText(code, text);
        }
        return [path, code];
    }
}
