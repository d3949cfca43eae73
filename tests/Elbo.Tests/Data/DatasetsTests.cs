using Elbo.Data;

namespace Elbo.Tests.Data;

public class DatasetsTests
{
    [Fact]
    public void Mnist_that_is_nowhere_is_one_sentence_that_says_what_to_do()
    {
        using var nothing = new TemporaryFolder();
        var error = Assert.Throws<ElboException>(() => Datasets.Load("mnist", folders: new(null, nothing.Path)));
        foreach (string way in new[] { "elbo data get mnist", "--data DIR", "ELBO_DATA" }) Assert.Contains(way, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mnist_is_loaded_from_where_it_was_found_and_listed_there()
    {
        using var cache = new TemporaryFolder();
        var folders = new DataFolders(null, cache.Path);
        Assert.Null(Datasets.Info("mnist", folders).Folder);
        Directory.CreateDirectory(cache["mnist"]);
        using var set = new TemporaryFolder();
        MnistTests.WriteSet(set, 48, 7);
        foreach (string file in Directory.GetFiles(set.Path)) File.Copy(file, Path.Combine(cache["mnist"], Path.GetFileName(file)));
        Assert.Equal(cache["mnist"], Datasets.Info("mnist", folders).Folder);
        Assert.Equal(["digits", "faces", "mnist", "celeba", "penguins"], Datasets.List(folders).Select(info => info.Name));
        var splits = Datasets.Load("mnist", validation: 8, folders: folders);
        Assert.Equal((40, 8, 7), (splits.Train.Count, splits.Validation.Count, splits.Test.Count));
        Assert.Equal(10, splits.Train.LabelNames.Count);
    }

    [Fact]
    public void A_path_is_loaded_and_named_after_its_folder()
    {
        using var set = new TemporaryFolder();
        MnistTests.WriteSet(set, 48, 7);
        var splits = Datasets.Load(set.Path + Path.DirectorySeparatorChar);
        Assert.Equal($"{Path.GetFileName(set.Path)}/train", splits.Train.Name);
    }

    [Fact]
    public void Digits_follow_the_seed_and_the_number_of_validation_examples()
    {
        var splits = Datasets.Load("digits", validation: 3, seed: 9);
        Assert.Equal((20000, 3, 2000), (splits.Train.Count, splits.Validation.Count, splits.Test.Count));
        var expected = new byte[784];
        DrawnDigits.Draw(9, DrawnDigits.FirstValidation + 2, expected);
        Assert.Equal(expected, ((ByteDataset)splits.Validation).Example(2).ToArray());
        var info = Datasets.Info("digits", new(null, "nowhere"));
        Assert.Equal((20000, 2000, 2000, true), (info.Train, info.Validation, info.Test, info.BuiltIn));
    }

    [Fact]
    public void Faces_follow_the_seed_the_size_and_the_number_of_validation_examples()
    {
        var splits = Datasets.Load("faces", validation: 3, seed: 9, size: 16);
        Assert.Equal((20000, 3, 2000, 16), (splits.Train.Count, splits.Validation.Count, splits.Test.Count, splits.Test.Shape.Width));
        Assert.Equal((byte)DrawnFaces.Factors(9, DataSplit.Validation, 2).Hair, splits.Validation.Labels![2]);
        var info = Datasets.Info("faces", new(null, "nowhere"));
        Assert.Equal((20000, 2000, 2000, true, 8), (info.Train, info.Validation, info.Test, info.BuiltIn, info.Classes));
        Assert.Equal(new Elbo.Tensors.Shape(3, 64, 64), info.Shape);
        Assert.Contains("15 pixels", Assert.Throws<SettingException>(() => Datasets.Load("faces", size: 15)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("minst", "did you mean 'mnist'")]
    [InlineData("face", "did you mean 'faces'")]
    [InlineData("Digit", "did you mean 'digits'")]
    [InlineData("zebra", "There is no data set or folder 'zebra'; choose one of ")]
    [InlineData("no/such/folder", "There is no folder 'no/such/folder'")]
    public void An_unknown_name_is_answered_with_the_nearest_and_the_list(string name, string message)
    {
        var error = Assert.Throws<SettingException>(() => Datasets.Load(name));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("digits, faces, mnist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_place_of_a_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("train-images-idx3-ubyte", IdxBytes.Images(3));
        Assert.Contains("is a file", Assert.Throws<SettingException>(() => Datasets.Load(file)).Message, StringComparison.Ordinal);
        Assert.Throws<SettingException>(() => Datasets.Info("minst"));
    }
}
