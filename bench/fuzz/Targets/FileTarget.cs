namespace Elbo.Fuzz.Targets;

/// <summary>A reader that opens a path: the file is written before it is read.</summary>
internal abstract class FileTarget(string name, string scratch, string fileName) : Target(name)
{
    /// <summary>Where the file is.</summary>
    protected string Path { get; } = System.IO.Path.Combine(scratch, fileName);

    /// <summary>Where a second one can be.</summary>
    protected string Beside(string other) => System.IO.Path.Combine(scratch, other);

    public sealed override bool Read(byte[] file)
    {
        File.WriteAllBytes(Path, file);
        return Open(file);
    }

    /// <summary>Reads what is at <see cref="Path"/>.</summary>
    protected abstract bool Open(byte[] file);
}
