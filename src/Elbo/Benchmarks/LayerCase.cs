namespace Elbo.Benchmarks;

/// <summary>A single convolution to time.</summary>
/// <param name="Name">What it is called here and in bench/peers/layer.py.</param>
/// <param name="Kind">Whether it gathers or spreads.</param>
/// <param name="In">Channels of the input.</param>
/// <param name="Out">Channels of the output.</param>
/// <param name="Kernel">Height and width of the filters.</param>
/// <param name="Stride">Pixels between neighbouring positions.</param>
/// <param name="Size">Height and width of the input.</param>
/// <param name="Batch">Pictures.</param>
public sealed record LayerCase(string Name, LayerCaseKind Kind, int In, int Out, int Kernel, int Stride, int Size, int Batch)
{
    /// <summary>The layers that are compared with oneDNN's: the heaviest of <c>conv-celeba</c>.</summary>
    public static IReadOnlyList<LayerCase> All { get; } =
    [
        new("conv-256-512", LayerCaseKind.Convolution, 256, 512, 5, 1, 8, 128),
        new("conv-64-128-stride-2", LayerCaseKind.Convolution, 64, 128, 5, 2, 32, 128),
        new("transposed-512-256-stride-2", LayerCaseKind.TransposedConvolution, 512, 256, 5, 2, 8, 128),
    ];

    /// <summary>The layer of this name.</summary>
    /// <exception cref="SettingException">There is none.</exception>
    public static LayerCase Get(string name) => All.FirstOrDefault(layer => layer.Name == name)
        ?? throw new SettingException($"There is no layer {Quoted.Text(name)} to time; choose {string.Join(", ", All.Select(layer => layer.Name))}.");

    /// <summary>
    /// Floating-point operations of forward and backward, every tap of every filter counted, those that fall on padding too.
    /// </summary>
    public double Flops
    {
        get
        {
            // Each input pixel of a transposed convolution meets each tap once, each output pixel of a convolution likewise.
            int size = Kind == LayerCaseKind.Convolution ? (Size + Stride - 1) / Stride : Size;
            return 3 * 2.0 * Batch * In * Out * Kernel * Kernel * size * size;
        }
    }
}

/// <summary>Kinds of convolution.</summary>
public enum LayerCaseKind
{
    /// <summary>SAME convolution.</summary>
    Convolution,

    /// <summary>The gradient of a SAME convolution.</summary>
    TransposedConvolution,
}
