using System.Buffers.Binary;
using System.Globalization;
using Elbo.Data;
using Elbo.Imaging;

namespace Elbo.SameBits;

/// <summary>
/// Drawn digits and faces in files, named like MNIST's and CelebA's, so that recipes find them through ELBO_DATA and no path of
/// this machine gets into a checkpoint: <c>some</c> for 500 steps, <c>few</c> for settings that are slow.
/// </summary>
internal static class SmallData
{
    private const ulong Seed = 5;

    // Larger than any model's, so that they are cropped and resized.
    private const int Side = 96;

    public static void Write(string folder)
    {
        Write(Path.Combine(folder, "some"), train: 2200, test: 256, faces: (560, 200, 64));
        Write(Path.Combine(folder, "few"), train: 80, test: 32, faces: (48, 16, 24));
    }

    private static void Write(string folder, int train, int test, (int Train, int Validation, int Test) faces)
    {
        string finished = Path.Combine(folder, "finished");
        if (File.Exists(finished)) return;
        var digits = DrawnDigits.Create(Seed, train, 0, test);
        string mnist = Directory.CreateDirectory(Path.Combine(folder, "mnist")).FullName;
        foreach (var (stem, part) in new[] { ("train", digits.Train), ("t10k", digits.Test) })
        {
            WriteIdx(Path.Combine(mnist, stem + "-images-idx3-ubyte"), 2051, [part.Count, 28, 28], ((ByteDataset)part).Values.Span);
            WriteIdx(Path.Combine(mnist, stem + "-labels-idx1-ubyte"), 2049, [part.Count], part.Labels);
        }
        WriteFaces(Path.Combine(folder, "celeba", "img_align_celeba"), [faces.Train, faces.Validation, faces.Test]);
        File.WriteAllText(finished, "");
    }

    /// <summary>PNG files in a folder for each hair style, with CelebA's list of parts.</summary>
    private static void WriteFaces(string folder, int[] parts)
    {
        var list = new List<string>();
        for (int part = 0; part < parts.Length; part++)
        {
            for (int i = 0; i < parts[part]; i++)
            {
                var factors = DrawnFaces.Factors(Seed, (DataSplit)part, i);
                string name = string.Create(CultureInfo.InvariantCulture, $"{list.Count + 1:D6}.png");
                string hair = Directory.CreateDirectory(Path.Combine(folder, DrawnFaces.LabelNames[(int)factors.Hair])).FullName;
                Png.Save(DrawnFaces.Draw(factors, Side), Path.Combine(hair, name));
                list.Add($"{name} {part}");
            }
        }
        File.WriteAllLines(Path.Combine(folder, "..", "list_eval_partition.txt"), list);
    }

    private static void WriteIdx(string path, int magic, int[] extents, ReadOnlySpan<byte> body)
    {
        using var file = File.Create(path);
        Span<byte> number = stackalloc byte[4];
        foreach (int value in (ReadOnlySpan<int>)[magic, .. extents])
        {
            BinaryPrimitives.WriteInt32BigEndian(number, value);
            file.Write(number);
        }
        file.Write(body);
    }
}
