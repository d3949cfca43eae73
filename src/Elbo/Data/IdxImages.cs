namespace Elbo.Data;

/// <summary>Grey images read from an IDX file.</summary>
/// <param name="Pixels"><c>[image][row][column]</c>.</param>
/// <param name="Count">Number of images.</param>
/// <param name="Height">Rows of one image.</param>
/// <param name="Width">Columns of one image.</param>
public sealed record IdxImages(byte[] Pixels, int Count, int Height, int Width);
