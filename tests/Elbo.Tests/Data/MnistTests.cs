using Elbo.Data;
using Elbo.Tensors;

namespace Elbo.Tests.Data;

public class MnistTests
{
    [Theory]
    [InlineData("-idx", "")]
    [InlineData("-idx", ".gz")]
    [InlineData(".idx", "")]
    [InlineData(".idx", ".gz")]
    public void Four_files_become_three_splits_whatever_their_spelling(string idx, string extension)
    {
        using var folder = new TemporaryFolder();
        WriteSet(folder, 48, 7, idx, extension);
        var splits = Mnist.Load(folder.Path, validation: 5);
        Assert.Equal((43, 5, 7), (splits.Train.Count, splits.Validation.Count, splits.Test.Count));
        Assert.Equal(("mnist/train", "mnist/validation", "mnist/test"), (splits.Train.Name, splits.Validation.Name, splits.Test.Name));
        // The first training images are the ones held back.
        Assert.Equal([0, 1, 2, 3, 4], splits.Validation.Labels!);
        Assert.Equal(5, splits.Train.Labels![0]);
        Assert.Equal(IdxBytes.Ramp(6 * 12)[60..], ((ByteDataset)splits.Train).Example(0).ToArray());
    }

    [Fact]
    public void A_twelfth_is_held_back_unless_asked_otherwise()
    {
        using var folder = new TemporaryFolder();
        WriteSet(folder, 48, 7);
        Assert.Equal(4, Mnist.Load(folder.Path).Validation.Count);
        Assert.Equal(0, Mnist.Load(folder.Path, 0).Validation.Count);
        Assert.Throws<SettingException>(() => Mnist.Load(folder.Path, 48));
        Assert.Throws<SettingException>(() => Mnist.Load(folder.Path, -1));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new TemporaryFolder();
        WriteSet(folder, 48, 7);
        File.Delete(folder["t10k-labels-idx1-ubyte"]);
        var error = Assert.Throws<ElboException>(() => Mnist.Load(folder.Path));
        Assert.Contains($"'{folder.Path}' has no t10k-labels-idx1-ubyte", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Swapped_files_and_sets_of_two_sizes_are_refused()
    {
        using var folder = new TemporaryFolder();
        WriteSet(folder, 48, 7);
        folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(7, 5, 5));
        Assert.Contains("1×4×3", Assert.Throws<ElboException>(() => Mnist.Load(folder.Path)).Message, StringComparison.Ordinal);
        folder.Write("t10k-images-idx3-ubyte", IdxBytes.Labels(7));
        Assert.Contains("swapped", Assert.Throws<ElboException>(() => Mnist.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [MnistFact]
    public void Real_mnist_has_its_published_counts_and_moments()
    {
        var splits = Datasets.Load("mnist");
        Assert.Equal((55000, 5000, 10000), (splits.Train.Count, splits.Validation.Count, splits.Test.Count));
        Assert.Equal(new Shape(1, 28, 28), splits.Train.Shape);
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], splits.Test.Labels!.Take(10));
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], splits.Validation.Labels!.Take(10));
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], splits.Test.Labels!.GroupBy(l => l).OrderBy(g => g.Key).Select(g => g.Count()));
        var (mean, deviation) = Mnist.Load(MnistFactAttribute.Folder!, validation: 0).Train.Moments();
        Assert.Equal(0.1307, mean / 255, 4);
        Assert.Equal(0.3081, deviation / 255, 4);
    }

    internal static void WriteSet(TemporaryFolder folder, int train, int test, string idx = "-idx", string extension = "")
    {
        byte[] Pack(byte[] bytes) => extension == ".gz" ? IdxBytes.Gzip(bytes) : bytes;
        folder.Write($"train-images{idx}3-ubyte{extension}", Pack(IdxBytes.Images(train)));
        folder.Write($"train-labels{idx}1-ubyte{extension}", Pack(IdxBytes.Labels(train)));
        folder.Write($"t10k-images{idx}3-ubyte{extension}", Pack(IdxBytes.Images(test)));
        folder.Write($"t10k-labels{idx}1-ubyte{extension}", Pack(IdxBytes.Labels(test)));
    }
}
