using Elbo.Data.Tables;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>
/// Loads arrays that NumPy saved: rows and columns as a table, <c>[n][height][width]</c> and <c>[n][height][width][channels]</c> as
/// pictures. Of a .npz archive the arrays x_train, y_train, x_test and y_test are taken, or x (or data, images or arr_0) and y (or labels).
/// </summary>
internal static class ArrayData
{
    private static readonly string[] ExampleNames = ["x_train", "x", "data", "images", "arr_0"], LabelNames = ["y_train", "y", "labels", "arr_1"], Tests = ["x_test", "y_test"];

    /// <summary>Whether a path means an array's file.</summary>
    public static bool IsArray(string path) => Path.GetExtension(path).ToLowerInvariant() is ".npy" or ".npz" && !Directory.Exists(path);

    /// <summary>The parts of the data; examples without a test part are divided at random.</summary>
    /// <exception cref="SettingException">There is no such file.</exception>
    /// <exception cref="ElboException">It is damaged, or holds nothing that is examples.</exception>
    public static DataSplits Load(string path, DataOptions options, int? validation, LoadOptions how) =>
        Of(Path.GetFileName(path), Read(path), options, validation, how);

    /// <summary>The rows of a table that an array's file holds.</summary>
    /// <exception cref="SettingException">There is no such file.</exception>
    /// <exception cref="ElboException">It is damaged, or holds no table.</exception>
    public static NpyRows Rows(string path) => new(Examples(Path.GetFileName(path), Read(path)));

    private static Dictionary<string, NpyArray> Read(string path)
    {
        string file = Path.GetFileName(path);
        using var stream = TableData.Open(path);
        return Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase) ? new() { ["x"] = NpyArray.Read(stream, file) }
            : NpyArray.ReadAll(stream, file, name => ExampleNames.Contains(name) || LabelNames.Contains(name) || Tests.Contains(name));
    }

    private static NpyArray Examples(string file, Dictionary<string, NpyArray> arrays) =>
        Find(arrays, ExampleNames) ?? throw new ElboException($"{file} holds none of the arrays {string.Join(", ", ExampleNames)}; name the examples x.");

    private static NpyArray? Find(Dictionary<string, NpyArray> arrays, string[] names) => names.Select(arrays.GetValueOrDefault).FirstOrDefault(array => array is not null);

    /// <inheritdoc cref="Load"/>
    internal static DataSplits Of(string file, Dictionary<string, NpyArray> arrays, DataOptions options, int? validation, LoadOptions how)
    {
        var x = Examples(file, arrays);
        if (x.Shape.Length <= 2 && arrays.Keys.FirstOrDefault(name => LabelNames.Contains(name) || Tests.Contains(name)) is { } other)
            throw new ElboException($"{file} holds {other} beside {x.Name}, which is a table of one array; save {x.Name} alone, with labels as a column of it.");
        if (x.Shape.Length <= 2) return TableData.Load(file, _ => new NpyRows(x), options, validation, how);
        var all = Pictures(x, Find(arrays, LabelNames), $"{file}/train");
        if (arrays.TryGetValue("x_test", out var tests))
        {
            var test = Pictures(tests, arrays.GetValueOrDefault("y_test"), $"{file}/test");
            var (rest, some, _) = RandomParts.Of(all.Count, test: false, validation, how.Seed);
            return Parts(rest, some, test);
        }
        if (how.Whole) return new(all.Slice(0, 0, $"{file}/train"), all.Slice(0, 0, $"{file}/validation"), all.Slice(0, all.Count, $"{file}/test"));
        var (train, more, last) = RandomParts.Of(all.Count, test: true, validation, how.Seed);
        return Parts(train, more, Choose(all, last, $"{file}/test"));

        // All are scaled by the extremes of the training part, the only one that is looked at.
        DataSplits Parts(int[] train, int[] validation, Dataset test)
        {
            var first = Choose(all, train, $"{file}/train");
            return new(first, Scaled(Choose(all, validation, $"{file}/validation")), Scaled(test));

            Dataset Scaled(Dataset part) => part is FloatDataset floats
                ? new FloatDataset(part.Name, part.Shape, floats.Values, part.Labels, part.LabelNames, first.Range) : part;
        }
    }

    private static Dataset Choose(Dataset all, int[] members, string name)
    {
        byte[]? labels = all.Labels is { } known ? Array.ConvertAll(members, i => known[i]) : null;
        int features = all.Shape.Features;
        if (all is ByteDataset bytes)
        {
            var values = new byte[checked(members.Length * features)];
            for (int i = 0; i < members.Length; i++) bytes.Example(members[i]).CopyTo(values.AsSpan(i * features));
            return new ByteDataset(name, all.Shape, values, labels, all.LabelNames);
        }
        var floats = new float[checked(members.Length * features)];
        for (int i = 0; i < members.Length; i++) ((FloatDataset)all).Example(members[i]).CopyTo(floats.AsSpan(i * features));
        return new FloatDataset(name, all.Shape, floats, labels, all.LabelNames);
    }

    /// <summary>Pictures channel by channel, as all data are.</summary>
    private static Dataset Pictures(NpyArray x, NpyArray? y, string name)
    {
        int[] s = x.Shape;
        bool last = s is [_, _, _, 1 or 3], first = !last && s is [_, 1 or 3, _, _];
        if (s.Length != 3 && !last && !first)
            throw new ElboException($"{x.Name} is an array of {string.Join(" × ", s)}, which is neither a table nor pictures; give one of rows × columns, or of pictures × height × width, or with 1 or 3 channels behind them.");
        var shape = s.Length == 3 ? new Shape(1, s[1], s[2]) : last ? new Shape(s[3], s[1], s[2]) : new Shape(s[1], s[2], s[3]);
        if (x.Count == 0) throw new ElboException($"{x.Name} is an array of {string.Join(" × ", s)}, which holds no pictures; give some.");
        byte[]? labels = y is null ? null : LabelsOf(y, s[0]);
        int area = shape.Height * shape.Width, channels = last ? shape.Channels : 1;
        if (x.IsBytes)
        {
            var bytes = new byte[x.Count];
            for (int i = 0; i < bytes.Length; i++) bytes[Place(i)] = (byte)x[i];
            return new ByteDataset(name, shape, bytes, labels);
        }
        var floats = new float[x.Count];
        for (int i = 0; i < floats.Length; i++) floats[Place(i)] = (float)x[i];
        return new FloatDataset(name, shape, floats, labels);

        int Place(int i)
        {
            if (channels == 1) return i;
            int picture = i / shape.Features, pixel = i % shape.Features;
            return (picture * shape.Features) + (pixel % channels * area) + (pixel / channels);
        }
    }

    private static byte[] LabelsOf(NpyArray y, int count)
    {
        if (y.Count != count || !y.IsWhole) throw new ElboException($"{y.Name} is an array of {string.Join(" × ", y.Shape)}, which does not give one whole number to each of {count:N0} examples; correct it or leave it out.");
        var labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            if (y[i] is not (>= 0 and <= 255)) throw new ElboException($"{y.Name} holds the label {y[i]} at {i}; labels are whole numbers from 0 to 255.");
            labels[i] = (byte)y[i];
        }
        return labels;
    }
}
