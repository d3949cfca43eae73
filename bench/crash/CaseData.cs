using System.Buffers.Binary;
using Elbo.Data;
using Elbo.Imaging;

namespace Elbo.Crash;

/// <summary>The data that are trained on, which need no network: drawn digits as IDX files and drawn faces as PNG files.</summary>
public sealed class CaseData
{
    private const int Faces = 240, FaceSize = 48;

    /// <summary>Writes them into a folder that has none yet.</summary>
    public CaseData(string folder)
    {
        (Digits, Pictures) = (Path.Combine(folder, "digits"), Path.Combine(folder, "faces"));
        string done = Path.Combine(folder, "done");
        if (File.Exists(done)) return;
        Directory.CreateDirectory(Digits);
        Directory.CreateDirectory(Pictures);
        WriteDigits("train", 0, 400);
        WriteDigits("t10k", DrawnDigits.FirstTest, 60);
        for (int i = 0; i < Faces; i++) Png.Save(DrawnFaces.Draw(DrawnFaces.Factors(1, DataSplit.Train, i), FaceSize), Path.Combine(Pictures, $"{i:D4}.png"));
        File.WriteAllText(done, "");
    }

    /// <summary>400 digits to train and validate with, 60 to test.</summary>
    public string Digits { get; }

    /// <summary>240 faces of 48×48 pixels.</summary>
    public string Pictures { get; }

    private void WriteDigits(string part, uint first, int count)
    {
        int side = DrawnDigits.Shape.Width;
        var pixels = new byte[count * side * side];
        var labels = new byte[count];
        for (int i = 0; i < count; i++) labels[i] = DrawnDigits.Draw(1, first + (uint)i, pixels.AsSpan(i * side * side, side * side));
        WriteIdx($"{part}-images-idx3-ubyte", 2051, [count, side, side], pixels);
        WriteIdx($"{part}-labels-idx1-ubyte", 2049, [count], labels);
    }

    private void WriteIdx(string name, int magic, int[] extents, byte[] body)
    {
        var head = new byte[4 * (1 + extents.Length)];
        BinaryPrimitives.WriteInt32BigEndian(head, magic);
        for (int i = 0; i < extents.Length; i++) BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4 * (i + 1)), extents[i]);
        File.WriteAllBytes(Path.Combine(Digits, name), [.. head, .. body]);
    }
}
