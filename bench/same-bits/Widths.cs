using System.Runtime.Intrinsics;

namespace Elbo.SameBits;

/// <summary>Which vectors a process has; asked in a child process, so that a table says whether a setting did anything on its machine.</summary>
internal static class Widths
{
    public const string Verb = "widths";

    public static string Here => (string.Join('/', new[] { (Vector512.IsHardwareAccelerated, "512"), (Vector256.IsHardwareAccelerated, "256"), (Vector128.IsHardwareAccelerated, "128") }
        .Where(width => width.Item1).Select(width => width.Item2)) is { Length: > 0 } widths ? widths : "none") + (HasFusedMultiplyAdd ? " + FMA" : "");

    private static bool HasFusedMultiplyAdd => System.Runtime.Intrinsics.X86.Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;

    public static string With(Setting setting)
    {
        using var child = new Child(typeof(Widths).Assembly.Location, ".", setting, "", "", [Verb]);
        return child.Wait().Output.Trim();
    }
}
