namespace Elbo.Drags;

/// <summary>A folder that is gone at the end.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("elbo-drags-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
