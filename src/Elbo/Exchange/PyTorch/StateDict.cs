using System.Globalization;
using Elbo.Formats;

namespace Elbo.Exchange.PyTorch;

/// <summary>The tensors of a state dict as modules in their order, whatever numbers they bear.</summary>
/// <remarks>
/// Those of <c>encoder</c> and <c>decoder</c> are ordered by the numbers in their names, of which some are left out by activations, and which may be
/// nested; a <c>norm</c> behind a number comes after the module of that number itself.
/// </remarks>
internal sealed class StateDict
{
    // What people call the heads.
    private static readonly Dictionary<string, string> Heads = new(StringComparer.Ordinal)
    {
        ["mean"] = "mean", ["mu"] = "mean", ["fc_mu"] = "mean", ["fc_mean"] = "mean", ["z_mean"] = "mean",
        ["rho"] = "spread", ["log_variance"] = "spread", ["logvar"] = "spread", ["log_var"] = "spread", ["fc_logvar"] = "spread", ["fc_log_var"] = "spread", ["fc_var"] = "spread", ["z_log_var"] = "spread",
    };

    private readonly Dictionary<string, StateModule> modules = new(StringComparer.Ordinal);

    /// <summary>Sorts a file's tensors.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">What to call it.</param>
    /// <param name="renames">Beginnings of names, and what stands in their place here.</param>
    /// <exception cref="ElboException">A tensor belongs to no module that a VAE has.</exception>
    public StateDict(SafetensorsFile file, string path, IReadOnlyList<(string From, string To)> renames)
    {
        foreach (var tensor in file.Tensors)
        {
            string name = Renamed(tensor.Name, renames);
            int dot = name.LastIndexOf('.');
            string module = dot < 0 ? "" : name[..dot], leaf = name[(dot + 1)..];
            if (Place(module) is not { } place || leaf is not ("weight" or "bias" or "running_mean" or "running_var" or "num_batches_tracked"))
                throw new ElboException($"{path} holds {Quoted.Text(tensor.Name)}, which is no part of a VAE as Elbo knows it (encoder.N, mean, rho or log_variance, decoder.N, each weight and bias, or a norm's statistics); rename it with --rename FROM=TO or leave it out.");
            if (!modules.TryGetValue(module, out var known)) modules[module] = known = new StateModule(module, place.Part, place.Order);
            if (!known.Tensors.TryAdd(leaf, tensor)) throw new ElboException($"{path} would hold {Quoted.Text(name)} twice after renaming; give --rename another name.");
        }
    }

    /// <summary>The modules of <c>encoder</c>, <c>decoder</c>, <c>mean</c> or <c>spread</c>, in order.</summary>
    public IReadOnlyList<StateModule> Of(string part) => [.. modules.Values.Where(module => module.Part == part).Order()];

    private static string Renamed(string name, IReadOnlyList<(string From, string To)> renames)
    {
        foreach (var (from, to) in renames)
        {
            if (name == from) return to;
            if (name.StartsWith(from + ".", StringComparison.Ordinal)) return to.Length == 0 ? name[(from.Length + 1)..] : to + name[from.Length..];
        }
        return name;
    }

    private static (string Part, int[] Order)? Place(string module)
    {
        string[] words = module.Split('.');
        if (words.Length == 1 && Heads.TryGetValue(module, out string? head)) return (head, []);
        if (words[0] is not (TorchVae.EncoderName or TorchVae.DecoderName) || words.Length == 1) return null;
        var order = new int[words.Length - 1];
        for (int i = 0; i < order.Length; i++)
        {
            if (words[i + 1] == "norm" && i == order.Length - 1) order[i] = int.MaxValue;
            else if (!int.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out order[i])) return null;
        }
        return (words[0], order);
    }
}

/// <summary>A module of a state dict.</summary>
internal sealed record StateModule(string Name, string Part, int[] Order) : IComparable<StateModule>
{
    /// <summary>Its tensors by the last word of their names.</summary>
    public Dictionary<string, SafetensorsEntry> Tensors { get; } = new(StringComparer.Ordinal);

    public bool IsNorm => Tensors.ContainsKey("running_mean") || Tensors.ContainsKey("running_var");

    public int CompareTo(StateModule? other) => other is null ? 1 : Order.AsSpan().SequenceCompareTo(other.Order);
}
