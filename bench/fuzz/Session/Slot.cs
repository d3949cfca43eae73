using System.IO.MemoryMappedFiles;

namespace Elbo.Fuzz.Session;

/// <summary>The file that is being read at this moment and how many were before, where another process can see them even after a crash.</summary>
internal sealed class Slot : IDisposable
{
    private const int Longest = 1 << 17, NumberAt = 0, LengthAt = 8, BytesAt = 16;

    private readonly MemoryMappedViewAccessor view;

    public Slot(string path)
    {
        using var map = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Longest);
        view = map.CreateViewAccessor();
    }

    /// <summary>Counts executions.</summary>
    public long Number => view.ReadInt64(NumberAt);

    public byte[] File
    {
        get
        {
            byte[] file = new byte[Math.Clamp(view.ReadInt32(LengthAt), 0, Longest - BytesAt)];
            view.ReadArray(BytesAt, file, 0, file.Length);
            return file;
        }
    }

    public void Set(byte[] file)
    {
        view.Write(LengthAt, file.Length);
        view.WriteArray(BytesAt, file, 0, file.Length);
        view.Write(NumberAt, Number + 1);
    }

    public void Dispose() => view.Dispose();
}
