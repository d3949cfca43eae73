using System.IO.Compression;
using System.Text;
using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Data;

public sealed class ArrayDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("<f4", 4)]
    [InlineData(">f4", 4)]
    [InlineData("<f8", 8)]
    [InlineData(">f8", 8)]
    [InlineData("<i2", 2)]
    [InlineData(">i4", 4)]
    [InlineData("<i8", 8)]
    [InlineData("<u2", 2)]
    [InlineData("|u1", 1)]
    [InlineData("|i1", 1)]
    public void Values_of_every_type_are_read(string type, int size)
    {
        double[] values = [0, 1, 2, 100, 7, 42];
        var array = NpyArray.Read(new MemoryStream(File(type, "(2, 3)", [.. values.SelectMany(value => Bytes(type, size, value))])), "a.npy");
        Assert.Equal(values, Enumerable.Range(0, 6).Select(i => array[i]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_of_the_format_and_both_orders_are_read(byte version)
    {
        byte[] rows = File("|u1", "(2, 3)", [1, 2, 3, 4, 5, 6], version), columns = File("|u1", "(2, 3)", [1, 4, 2, 5, 3, 6], version, fortran: true);
        foreach (byte[] file in new[] { rows, columns })
        {
            var array = NpyArray.Read(new MemoryStream(file), "a.npy");
            Assert.Equal([1, 2, 3, 4, 5, 6], Enumerable.Range(0, 6).Select(i => array[i]));
        }
    }

    [Fact]
    public void What_Elbo_writes_is_read_back()
    {
        Npy.Save(folder["a.npy"], [1.5f, -2, 3e-7f, 4], 2, 2);
        using var stream = System.IO.File.OpenRead(folder["a.npy"]);
        var array = NpyArray.Read(stream, "a.npy");
        Assert.Equal([1.5f, -2, 3e-7f, 4], Enumerable.Range(0, 4).Select(i => (float)array[i]));
    }

    [Fact]
    public void Rows_and_columns_are_a_table()
    {
        byte[] values = [.. Enumerable.Range(0, 40).SelectMany(i => new[] { (byte)(i * 5), (byte)(i & 1) })];
        folder.Write("a.npy", File("|u1", "(40, 2)", values));
        var data = Datasets.Load(folder["a.npy"]);
        var schema = ((TableDataset)data.Train).Schema;
        Assert.Equal([("column1", ColumnKind.Numeric), ("column2", ColumnKind.Binary)], schema.Columns.Select(column => (column.Name, column.Kind)));
        Assert.Equal((32, 4, 4), (data.Train.Count, data.Validation.Count, data.Test.Count));
    }

    [Fact]
    public void Pictures_with_channels_behind_them_are_turned_around()
    {
        byte[] values = [.. Enumerable.Range(0, 20 * 2 * 2 * 3).Select(i => (byte)i)];
        folder.Write("a.npy", File("|u1", "(20, 2, 2, 3)", values));
        var data = Datasets.Load(folder["a.npy"]);
        Assert.Equal(new Shape(3, 2, 2), data.Train.Shape);
        Assert.Equal((16, 2, 2), (data.Train.Count, data.Validation.Count, data.Test.Count));
        var all = ((ByteDataset)Datasets.Load(new DataOptions { Name = folder["a.npy"] }, new LoadOptions { Whole = true }).Test);
        Assert.Equal([12, 15, 18, 21, 13, 16, 19, 22, 14, 17, 20, 23], all.Example(1).ToArray());
    }

    [Fact]
    public void An_archive_gives_its_parts_and_labels()
    {
        using (var archive = ZipFile.Open(folder["a.npz"], ZipArchiveMode.Create))
        {
            foreach (var (name, file) in new[]
            {
                ("x_train", File("|u1", "(30, 3, 4)", [.. Enumerable.Range(0, 360).Select(i => (byte)i)])), ("y_train", File("<i8", "(30,)", [.. Enumerable.Range(0, 30).SelectMany(i => BitConverter.GetBytes((long)(i % 4)))])),
                ("x_test", File("|u1", "(5, 3, 4)", new byte[60])), ("y_test", File("|u1", "(5,)", [0, 1, 2, 3, 0])), ("else", File("<U3", "(1,)", new byte[12])),
            })
            {
                using var stream = archive.CreateEntry(name + ".npy").Open();
                stream.Write(file);
            }
        }
        var data = Datasets.Load(folder["a.npz"]);
        Assert.Equal((27, 3, 5), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal([0, 1, 2, 3, 0], data.Test.Labels!);
        for (int i = 0; i < data.Train.Count; i++)
        {
            byte first = ((ByteDataset)data.Train).Example(i)[0];
            int original = Enumerable.Range(0, 30).Single(number => (byte)(12 * number) == first);
            Assert.Equal(original % 4, data.Train.Labels![i]);
        }
        Assert.Equal(new Shape(1, 3, 4), data.Train.Shape);
        // A model that was trained on other data is not shown what is for training.
        Assert.Equal(5, Datasets.Load(new DataOptions { Name = folder["a.npz"] }, new LoadOptions { Whole = true }).Test.Count);
    }

    [Fact]
    public void Floats_are_scaled_by_the_training_part_alone()
    {
        float[] values = [.. Enumerable.Range(0, 100 * 4).Select(i => i / 400f)];
        folder.Write("a.npy", Pictures());
        // Which pictures are the test part does not depend on values; one of them gets a dead pixel.
        int tested = (int)Math.Round(((FloatDataset)Datasets.Load(folder["a.npy"]).Test).Example(0)[0] * 400);
        values[tested] = 1000;
        folder.Write("b.npy", Pictures());
        var data = Datasets.Load(folder["b.npy"]);
        Assert.InRange(data.Train.Range.Maximum, 0.9f, 1);
        Assert.Equal((data.Train.Range, data.Train.Range), (data.Validation.Range, data.Test.Range));
        Assert.Equal(1000, data.Test.Extremes.Maximum);

        byte[] Pictures() => File("<f4", "(100, 2, 2)", [.. values.SelectMany(value => Bytes("<f4", 4, value))]);
    }

    [Theory]
    [InlineData("<c8", "(2,)", 16, "type '<c8'")]
    [InlineData("<f4", "(2, 3)", 20, "ends after")]
    [InlineData("<f4", "(99999, 99999)", 20, "more than")]
    [InlineData("<f4", "(2, x)", 20, "header cannot be read")]
    [InlineData("<f4", "(2, 3, 4, 5, 6)", 2880, "neither a table nor pictures")]
    [InlineData("<f4", "()", 4, "no table")]
    [InlineData("|u1", "(0, 3, 3)", 0, "no pictures")]
    public void A_hostile_or_useless_array_is_refused_in_a_sentence(string type, string shape, int bytes, string words)
    {
        folder.Write("a.npy", File(type, shape, new byte[bytes]));
        string message = Assert.Throws<ElboException>(() => Datasets.Load(folder["a.npy"])).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static byte[] File(string type, string shape, byte[] values, byte version = 1, bool fortran = false)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, version, 0, .. BitConverter.GetBytes(header.Length)[..(version == 1 ? 2 : 4)], .. Encoding.ASCII.GetBytes(header), .. values];
    }

    private static byte[] Bytes(string type, int size, double value)
    {
        byte[] bytes = type[1] == 'f' ? size == 4 ? BitConverter.GetBytes((float)value) : BitConverter.GetBytes(value) : BitConverter.GetBytes((long)value)[..size];
        if (type[0] == '>') Array.Reverse(bytes);
        return bytes;
    }
}
