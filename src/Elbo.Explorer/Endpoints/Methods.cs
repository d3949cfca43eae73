namespace Elbo.Explorer.Endpoints;

/// <summary>How things may be asked for.</summary>
internal static class Methods
{
    /// <summary>Whatever is only read.</summary>
    public static readonly string[] Read = ["GET", "HEAD"];
}
