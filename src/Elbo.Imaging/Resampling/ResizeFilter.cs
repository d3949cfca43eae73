namespace Elbo.Imaging;

/// <summary>The kernel that weighs the pixels around a new one; when a picture shrinks it widens with the ratio.</summary>
public enum ResizeFilter
{
    /// <summary>The mean of the area that a new pixel covers (half a pixel each side); enlarging repeats pixels.</summary>
    Box,

    /// <summary>A triangle of one pixel each side: linear interpolation where a picture grows.</summary>
    Bilinear,

    /// <summary>Keys' cubic convolution with a = −0.5, two pixels each side.</summary>
    /// <remarks>Keys, "Cubic Convolution Interpolation for Digital Image Processing", IEEE Trans. ASSP 29, 1981.</remarks>
    Bicubic,

    /// <summary>The sinc windowed by its own central lobe over three pixels each side; the sharpest.</summary>
    Lanczos,
}
