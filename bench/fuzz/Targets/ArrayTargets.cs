using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Formats;
using Elbo.Recipes;

namespace Elbo.Fuzz.Targets;

/// <summary>A table as comma-separated values.</summary>
internal sealed class CsvTarget() : Target("csv")
{
    public override IReadOnlyList<byte[]> Tokens { get; } = Words.Of(",", "\n", "\r\n", "\r", "\"", "\"\"", ";", "\t", "NA", "?", "NaN", "Infinity", "1e308", "-1e308", "1e-320", "0", "1", "a,b\n", "\uFEFF", "\0", "٣", "\u2028");

    // The reader's buffers, and what is kept of each column.
    protected override long MostMemory => 2 << 20;

    protected override long MemoryOfByte => 4000;

    public override IEnumerable<byte[]> Seeds() => Words.Of(
        "a,b,c\n1,x,2.5\n2,y,3.5\n3,x,-1e3\n4,z,0\n5,z,1\n6,x,1\n", "\"a\"\"\";b\r\n1;\"u\nv\"\r\n2;w\r\n3;w\r\n", "1,2\n3,4\n5,7\n8,8\n", "n,v\n,1\nNA,2\n3,?\n4,5\n9,9\n");

    public override bool Read(byte[] file)
    {
        var data = TableData.Load("file.csv", known => new CsvRows(new MemoryStream(file), "file.csv", known), new DataOptions { Missing = MissingValues.Median }, null, new LoadOptions());
        var schema = ((TableDataset)data.Train).Schema;
        if (TableSchema.Parse(schema.ToJson())?.Equals(schema) != true) throw new InvalidOperationException("A schema written is not the schema read.");
        return true;
    }
}

/// <summary>The columns of a model's table, from its checkpoint.</summary>
internal sealed class SchemaTarget() : Target("schema")
{
    public override IReadOnlyList<byte[]> Tokens { get; } = [.. Words.Json, .. Words.Of("numeric", "binary", "categorical", "ignored", "columns", "labelColumn", "labelNames", "values", "1e999")];

    public override IEnumerable<byte[]> Seeds() => Words.Of(new TableSchema(
    [
        new() { Name = "a", Kind = ColumnKind.Numeric, Mean = 2, Deviation = 0.5, Decimals = 1, Fill = 3 },
        new() { Name = "b", Kind = ColumnKind.Binary, Values = ["no", "yes"] }, new() { Name = "c", Kind = ColumnKind.Categorical, Values = ["x", "y", "z"], Fill = 2 },
    ], "label", ["l", "m"]).ToJson());

    public override bool Read(byte[] file) => TableSchema.Parse(Words.Text(file)) is { } schema && schema.Shape.Features > 0;
}

/// <summary>An array that NumPy saved, as data.</summary>
internal class NpyTarget(string name) : Target(name)
{
    public NpyTarget() : this("npy") { }

    public override IReadOnlyList<byte[]> Tokens { get; } = Words.Of("'descr': ", "'fortran_order': ", "'shape': ", "'<f4'", "'>f8'", "'|u1'", "'|b1'", "'<i8'", "'<U3'", "True", "False", "(2, 3)", "(0,)", "()", "(99999, 99999)", "(268435456,)");

    // A table of one cell a row keeps much of each.
    protected override long MostMemory => 2 << 20;

    protected override long MemoryOfByte => 4000;

    public override IEnumerable<byte[]> Seeds() =>
        [Array("<f4", "(5, 3)", 60, 1), Array(">f8", "(4, 2)", 64, 1, fortran: true), Array("|u1", "(6, 2, 3)", 36, 2), Array("<i2", "(2, 2, 2, 3)", 48, 3), Array("|b1", "(9,)", 9, 1)];

    public override bool Read(byte[] file)
    {
        ArrayData.Of("file.npy", new() { ["x"] = NpyArray.Read(new MemoryStream(file), "file.npy") }, new DataOptions { Missing = MissingValues.MostFrequent }, null, new LoadOptions());
        return true;
    }

    protected static byte[] Array(string type, string shape, int bytes, byte version, bool fortran = false)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n";
        int width = version == 1 ? 2 : 4;
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length[..width], .. Encoding.ASCII.GetBytes(header), .. Enumerable.Range(0, bytes).Select(i => (byte)(i * 29 % 61))];
    }
}

/// <summary>An archive of arrays.</summary>
internal sealed class NpzTarget() : NpyTarget("npz")
{
    public override IEnumerable<byte[]> Seeds() =>
    [
        Archive(("x.npy", Array("|u1", "(6, 2, 3)", 36, 1)), ("y.npy", Array("<i4", "(6,)", 0, 1).Concat(new byte[24]).ToArray())),
        Archive(("x_train.npy", Array("|u1", "(3, 2, 2)", 12, 1)), ("x_test.npy", Array("|u1", "(2, 2, 2)", 8, 1))),
    ];

    public override bool Read(byte[] file)
    {
        ArrayData.Of("file.npz", NpyArray.ReadAll(new MemoryStream(file), "file.npz", _ => true), new DataOptions { Missing = MissingValues.MostFrequent }, null, new LoadOptions());
        return true;
    }

    private static byte[] Archive(params (string Name, byte[] File)[] entries)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, file) in entries)
            {
                using var stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                stream.Write(file);
            }
        }
        return memory.ToArray();
    }
}
