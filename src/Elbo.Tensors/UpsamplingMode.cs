namespace Elbo.Tensors;

/// <summary>How <see cref="Ops.Upsampling"/> fills the pixels between those it is given.</summary>
public enum UpsamplingMode
{
    /// <summary>Each pixel becomes a square of equal ones.</summary>
    Nearest,

    /// <summary>Weighted by the distance to the nearest pixels' centres; beyond the outermost centres theirs is continued.</summary>
    Bilinear,
}
