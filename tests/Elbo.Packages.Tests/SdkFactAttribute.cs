namespace Elbo.Packages.Tests;

/// <summary>A test that packs and builds, which a machine with a runtime alone cannot.</summary>
public sealed class SdkFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> HasSdk = new(() =>
    {
        try
        {
            return DotnetCommand.Run(Checkout.Root, ["--version"]).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    public SdkFactAttribute()
    {
        if (!HasSdk.Value) Skip = "There is no .NET SDK here that could pack and build.";
    }
}
