using FsCheck;
using FsCheck.Fluent;

namespace Elbo.Tensors.Tests;

/// <summary>Floats to try properties on: any finite bit pattern, so that every size is as likely as any other.</summary>
internal static class Floats
{
    public static Gen<float> Finite { get; } =
        Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle).Where(float.IsFinite);
}
