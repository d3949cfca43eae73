using Elbo.Imaging;
using Elbo.Tensors;

namespace Elbo.Figures;

/// <summary>A movement there and back without a jump: fastest in the middle, at rest at both ends.</summary>
internal static class Swing
{
    /// <summary>How long a frame is shown.</summary>
    public const double SecondsPerFrame = 0.06;

    /// <summary>Different places that a movement there and back shows; 48 frames pass through all but the ends twice.</summary>
    public const int Places = 25;

    /// <summary>The places, from 0 to 1.</summary>
    public static double Place(int index) => (1 - PortableMath.Cos(Math.PI * index / (Places - 1))) / 2;

    /// <summary>The frames of the whole movement, given those of the places.</summary>
    public static Pixmap[] ThereAndBack(Pixmap[] places)
    {
        var frames = new Pixmap[(2 * Places) - 2];
        for (int i = 0; i < frames.Length; i++) frames[i] = places[i < Places ? i : frames.Length - i];
        return frames;
    }
}
