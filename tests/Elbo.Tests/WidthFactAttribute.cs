using System.Runtime.Intrinsics;

namespace Elbo.Tests;

/// <summary>A test that needs vectors of a given width, to switch them off.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WidthFactAttribute : FactAttribute
{
    public WidthFactAttribute(int bits)
    {
        bool has = bits switch
        {
            512 => Vector512.IsHardwareAccelerated,
            256 => Vector256.IsHardwareAccelerated,
            _ => Vector128.IsHardwareAccelerated,
        };
        if (!has) Skip = $"This process has no {bits}-bit vectors to switch off.";
    }
}
