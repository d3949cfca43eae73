using Elbo.Tensors;

namespace Elbo.Latents;

/// <summary>Ways from one latent code to another.</summary>
public static class LatentPath
{
    /// <summary>Below this sine of the angle between two codes, their great circle is not determined or a straight line.</summary>
    private const double SmallestSine = 1e-4;

    /// <summary>
    /// A point of the straight line: (1 − t)·<paramref name="from"/> + t·<paramref name="to"/>. Between codes of many dimensions it
    /// passes nearer to the origin than codes of the prior do.
    /// </summary>
    /// <param name="from">The code at t = 0, <c>[latent]</c>.</param>
    /// <param name="to">The code at t = 1, <c>[latent]</c>.</param>
    /// <param name="t">How far along, 0…1.</param>
    /// <param name="code">Becomes the point, <c>[latent]</c>.</param>
    /// <exception cref="ArgumentException">The codes have different numbers of dimensions.</exception>
    public static void Linear(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double t, Span<float> code)
    {
        RequireSame(from, to, code);
        Mix(from, to, 1 - t, t, code);
    }

    /// <summary>
    /// A point of the arc: sin((1 − t)Ω)/sin Ω·<paramref name="from"/> + sin(tΩ)/sin Ω·<paramref name="to"/>, with Ω the angle
    /// between the codes, cos Ω = from·to / (|from||to|). Codes of equal length keep it all along the way.
    /// </summary>
    /// <remarks>
    /// Shoemake, "Animating Rotation with Quaternion Curves", SIGGRAPH 1985; for latent codes White, "Sampling Generative
    /// Networks", arXiv:1609.04468 (2016). Where no arc is determined (a code is 0, or the two point the same way or in opposite
    /// ways, to within 10⁻⁴, as any two codes of one dimension do) it is <see cref="Linear"/>.
    /// </remarks>
    /// <inheritdoc cref="Linear"/>
    public static void Spherical(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double t, Span<float> code)
    {
        RequireSame(from, to, code);
        double product = 0, squaresFrom = 0, squaresTo = 0;
        for (int i = 0; i < from.Length; i++)
        {
            product += (double)from[i] * to[i];
            squaresFrom += (double)from[i] * from[i];
            squaresTo += (double)to[i] * to[i];
        }
        double angle = PortableMath.Acos(Math.Clamp(product / Math.Sqrt(squaresFrom * squaresTo), -1, 1)), sine = PortableMath.Sin(angle);
        // Not so for NaN, either, which the angle to a code of length 0 is.
        if (sine > SmallestSine) Mix(from, to, PortableMath.Sin((1 - t) * angle) / sine, PortableMath.Sin(t * angle) / sine, code);
        else Mix(from, to, 1 - t, t, code);
    }

    private static void Mix(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double weightFrom, double weightTo, Span<float> code)
    {
        for (int i = 0; i < code.Length; i++) code[i] = (float)((weightFrom * from[i]) + (weightTo * to[i]));
    }

    private static void RequireSame(ReadOnlySpan<float> from, ReadOnlySpan<float> to, Span<float> code)
    {
        if (from.Length != to.Length || from.Length != code.Length)
            throw new ArgumentException($"Codes of {from.Length}, {to.Length} and {code.Length} dimensions do not belong to one model.", nameof(to));
    }
}
