using System.Runtime.Intrinsics;

namespace Elbo.Maps;

/// <summary>Sixteen complex sequences side by side, <c>[length][16]</c>, and room to transform them.</summary>
internal sealed class LaneBuffer(int length)
{
    private AlignedFloats real = new(length * 16), imaginary = new(length * 16), nextReal = new(length * 16), nextImaginary = new(length * 16);

    public Span<Vector512<float>> Real => real.Vectors;

    public Span<Vector512<float>> Imaginary => imaginary.Vectors;

    public Span<Vector512<float>> NextReal => nextReal.Vectors;

    public Span<Vector512<float>> NextImaginary => nextImaginary.Vectors;

    public Span<float> RealFloats => real.Span;

    public Span<float> ImaginaryFloats => imaginary.Span;

    /// <summary>What was next is now.</summary>
    public void Advance() => (real, imaginary, nextReal, nextImaginary) = (nextReal, nextImaginary, real, imaginary);

    /// <summary>Exchanges the parts, which turns a forward transform into an inverse one.</summary>
    public void ExchangeParts() => (real, imaginary) = (imaginary, real);
}
