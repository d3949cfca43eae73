using System.Security.Cryptography;

namespace Elbo.Explorer;

/// <summary>The page's files, which lie within the assembly.</summary>
internal sealed class WebAssets
{
    private const string Prefix = "Elbo.Explorer.Web/";

    private readonly Dictionary<string, WebAsset> byName = new(StringComparer.Ordinal);

    public WebAssets()
    {
        var assembly = typeof(WebAssets).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(resource)!;
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            // The build names folders as its own system does.
            string name = resource[Prefix.Length..].Replace('\\', '/');
            byName[name] = new WebAsset(bytes, TypeOf(name), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
        }
    }

    /// <summary>The file of this name, such as <c>index.html</c> or <c>decoder/dense.js</c>, or null.</summary>
    public WebAsset? Find(string name) => byName.GetValueOrDefault(name);

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };
}

/// <summary>One file of the page.</summary>
/// <param name="Bytes">What is in it.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Tag">Its entity tag, which changes with the bytes.</param>
internal sealed record WebAsset(byte[] Bytes, string Type, string Tag);
