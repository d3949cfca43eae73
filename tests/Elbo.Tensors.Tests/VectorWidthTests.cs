using System.Diagnostics;

namespace Elbo.Tensors.Tests;

/// <summary>
/// The battery in child processes with instruction sets switched off: its checks pass and its bits are those of this
/// process.
/// </summary>
public sealed class VectorWidthTests
{
    private static readonly Lazy<string> Here = new(() => Battery.Hash(threads: 2));

    [WidthFact(512)]
    public void Without_AVX_512_every_bit_is_the_same() => AssertSame("DOTNET_EnableAVX512", "0", "256 128 fma");

    [WidthFact(256)]
    public void With_128_bit_vectors_and_fused_multiply_adds_every_bit_is_the_same() =>
        AssertSame("DOTNET_PreferredVectorBitWidth", "128", "128 fma");

    [WidthFact(256)]
    public void Without_AVX2_and_so_with_fused_multiply_adds_in_software_every_bit_is_the_same() =>
        AssertSame("DOTNET_EnableAVX2", "0", "128 ");

    [WidthFact(128)]
    public void Without_any_vector_instruction_every_bit_is_the_same() => AssertSame("DOTNET_EnableHWIntrinsic", "0", "");

    private static void AssertSame(string setting, string value, string widths)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, ["exec", typeof(Battery).Assembly.Location, "battery"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [setting] = value },
        };
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        string[] lines = child.StandardOutput.ReadToEnd().Split(Environment.NewLine);
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, $"The battery failed with {setting}={value}: {errors.Result}");
        Assert.Equal(widths, lines[0]);
        Assert.NotEqual(Battery.Widths, lines[0]);
        Assert.Equal(Here.Value, lines[1]);
    }
}
