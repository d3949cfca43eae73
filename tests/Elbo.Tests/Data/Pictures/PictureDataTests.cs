using Elbo.Data;
using Elbo.Recipes;

namespace Elbo.Tests.Data.Pictures;

public class PictureDataTests
{
    [Fact]
    public void So_many_pictures_validate_as_are_asked_for()
    {
        using var files = new PictureFiles().AddMany(60);
        var folders = new DataFolders(null, files.Cache);
        Assert.NotEqual(0, Datasets.Load(files.Path, folders: folders).Validation.Count);
        Assert.Equal(0, Datasets.Load(files.Path, validation: 0, folders: folders).Validation.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => Datasets.Load(files.Path, validation: -1, folders: folders));
    }

    [Fact]
    public void A_folder_becomes_three_parts_of_its_pictures()
    {
        using var files = new PictureFiles().AddMany(60);
        var data = files.Load();
        Assert.Equal(60, data.Train.Count + data.Validation.Count + data.Test.Count);
        Assert.Equal(6, data.Validation.Count);
        Assert.InRange(data.Test.Count, 1, 15);
        Assert.Equal((3, 12, 12), (data.Train.Shape.Channels, data.Train.Shape.Height, data.Train.Shape.Width));
        Assert.Equal("pictures/train", data.Train.Name);
        Assert.Null(data.Train.Labels);
        byte[][] all = [.. PictureFiles.Bytes(data.Train), .. PictureFiles.Bytes(data.Validation), .. PictureFiles.Bytes(data.Test)];
        Assert.Equal(60, all.Select(Convert.ToHexString).Distinct().Count());
        var expected = PictureFiles.Picture(1).Pixels;
        Assert.Contains(all, pixels => Enumerable.Range(0, 144).All(p => pixels[p] == expected[3 * p] && pixels[144 + p] == expected[(3 * p) + 1]));
        Assert.Contains(data.Notices, notice => notice.Contains("pictures: ", StringComparison.Ordinal) && notice.Contains("takes at most a tenth", StringComparison.Ordinal));
    }

    [Fact]
    public void Added_files_move_no_picture_from_or_to_the_tests()
    {
        using var files = new PictureFiles().AddMany(60);
        var before = PictureFiles.Bytes(files.Load().Test).Select(Convert.ToHexString).ToHashSet();
        for (int i = 0; i < 40; i++) files.Add($"more/{i}.png", 1000 + i);
        var after = files.Load();
        var train = PictureFiles.Bytes(after.Train).Select(Convert.ToHexString).ToHashSet();
        Assert.Subset(PictureFiles.Bytes(after.Test).Select(Convert.ToHexString).ToHashSet(), before);
        Assert.DoesNotContain(before, train.Contains);
    }

    [Fact]
    public void The_second_start_decodes_nothing_and_gives_the_same_data()
    {
        using var files = new PictureFiles().AddMany(20);
        var reports = new Reports();
        var first = files.Load(progress: reports);
        Assert.Equal((20, 20, 0, 1.0), (reports[^1].Done, reports[^1].Total, reports[^1].Skipped, reports[^1].Fraction));
        reports.Clear();
        var second = files.Load(progress: reports);
        Assert.Empty(reports);
        Assert.Contains("Using the packed pictures", second.Notices[0], StringComparison.Ordinal);
        Assert.Equal(PictureFiles.Bytes(first.Train), PictureFiles.Bytes(second.Train));
    }

    [Fact]
    public void A_changed_added_or_removed_file_packs_anew_and_replaces_the_old()
    {
        using var files = new PictureFiles().AddMany(5);
        foreach (Action change in new Action[] { () => files.Add("000002.png", 77), () => files.Add("new.png", 78), () => File.Delete(files["000001.png"]) })
        {
            files.Load(whole: true);
            byte[][] before = files.Pixels();
            change();
            if (File.Exists(files["000002.png"])) File.SetLastWriteTimeUtc(files["000002.png"], DateTime.UtcNow.AddMinutes(1));
            var reports = new Reports();
            var after = files.Load(whole: true, progress: reports);
            Assert.NotEmpty(reports);
            Assert.NotEqual(before, PictureFiles.Bytes(after.Test));
            Assert.Single(Directory.GetFiles(files.Packed, "*.packed"));
            Assert.Contains(after.Notices, notice => notice.Contains("replaces", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Each_preprocessing_has_a_file_of_its_own_and_returning_to_one_is_instant()
    {
        using var files = new PictureFiles().AddMany(4);
        var small = new DataOptions { Size = 8 };
        files.Load(options: small);
        files.Load(options: small with { Channels = PictureChannels.Grey });
        files.Load(options: small with { Crop = PictureCrop.Closecrop });
        Assert.Equal(3, Directory.GetFiles(files.Packed, "*.packed").Length);
        var reports = new Reports();
        Assert.Equal(8, files.Load(options: small, progress: reports).Train.Shape.Height);
        Assert.Empty(reports);
        Assert.Equal(1, files.Load(options: small with { Channels = PictureChannels.Grey }).Train.Shape.Channels);
    }

    [Fact]
    public void A_broken_picture_is_skipped_counted_and_named()
    {
        using var files = new PictureFiles().AddMany(20);
        byte[] good = PictureFiles.Png(PictureFiles.Picture(1));
        files.Add("cut.png", good[..(good.Length / 2)]);
        files.Add("text.jpg", "this is no picture"u8.ToArray());
        files.Add("empty.jpeg", []);
        files.Add("zzz.png", [0x89, (byte)'P']);
        var reports = new Reports();
        var data = files.Load(progress: reports);
        Assert.Equal(20, data.Train.Count + data.Validation.Count + data.Test.Count);
        Assert.Equal((24, 4), (reports[^1].Done, reports[^1].Skipped));
        string notice = Assert.Single(data.Notices, notice => notice.Contains("could not be read", StringComparison.Ordinal));
        Assert.StartsWith("4 of 24 pictures could not be read: cut.png (", notice, StringComparison.Ordinal);
        Assert.Contains("and 1 more", notice, StringComparison.Ordinal);
        string list = Assert.Single(Directory.GetFiles(files.Packed, "*.skipped.txt"));
        Assert.Contains(list, notice, StringComparison.Ordinal);
        Assert.Equal(["cut.png", "empty.jpeg", "text.jpg", "zzz.png"], File.ReadLines(list).Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]));
        Assert.Contains(files.Load().Notices, again => again == notice);
    }

    [Fact]
    public void A_folder_without_one_readable_picture_is_refused_by_name()
    {
        using var files = new PictureFiles();
        string Message() => Assert.Throws<ElboException>(() => files.Load()).Message;
        Assert.Contains($"'{files.Path}' holds no .jpg, .jpeg or .png picture", Message(), StringComparison.Ordinal);
        files.Add("a.jpg", [1, 2, 3]);
        Assert.Contains($"None of the 1 pictures in '{files.Path}' could be read: a.jpg (", Message(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(files.Packed));
    }

    [Fact]
    public void Two_pictures_are_too_few_to_train_on_but_can_be_looked_at()
    {
        using var files = new PictureFiles().AddMany(2);
        Assert.Contains("holds only 2 readable pictures", Assert.Throws<ElboException>(() => files.Load()).Message, StringComparison.Ordinal);
        var whole = files.Load(whole: true);
        Assert.Equal((0, 0, 2), (whole.Train.Count, whole.Validation.Count, whole.Test.Count));
        files.AddMany(3);
        var three = files.Load();
        Assert.Equal((1, 1, 1), (three.Train.Count, three.Validation.Count, three.Test.Count));
    }

    [Fact]
    public void Folders_called_train_val_and_test_are_the_parts()
    {
        using var files = new PictureFiles();
        for (int i = 0; i < 12; i++) files.Add($"train/{(i % 2 == 0 ? "cats" : "dogs")}/{i}.png", i);
        for (int i = 0; i < 3; i++) files.Add($"Val/cats/{i}.png", 100 + i);
        for (int i = 0; i < 4; i++) files.Add($"test/dogs/{i}.png", 200 + i);
        var data = files.Load(options: new() { Labels = PictureLabels.Folders });
        Assert.Equal((12, 3, 4), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal(["cats", "dogs"], data.Train.LabelNames);
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], data.Train.Labels!);
        Assert.Equal([0, 0, 0], data.Validation.Labels!);
        Assert.Equal([1, 1, 1, 1], data.Test.Labels!);
        Assert.Equal(0, files.Load(options: new() { Validation = 0 }).Validation.Count);
        Directory.Delete(files["Val"], recursive: true);
        var without = files.Load();
        Assert.Equal((11, 1, 4), (without.Train.Count, without.Validation.Count, without.Test.Count));
        Assert.Equal(4, files.Load(whole: true).Test.Count);
    }

    [Fact]
    public void Folders_are_labels_when_asked_for()
    {
        using var files = new PictureFiles();
        for (int i = 0; i < 4; i++) files.Add($"{"dcba"[i]}/deep/{i}.png", i);
        files.Add("loose.png", 9);
        var options = new DataOptions { Labels = PictureLabels.Folders };
        var data = files.Load(options: options, whole: true).Test;
        Assert.Equal(["(no folder)", "a", "b", "c", "d"], data.LabelNames);
        Assert.Equal([1, 2, 3, 4, 0], data.Labels!);
        using var flat = new PictureFiles().AddMany(4);
        Assert.Contains("no picture of", Assert.Throws<ElboException>(() => flat.Load(options: options)).Message, StringComparison.Ordinal);
        for (int i = 0; i < 257; i++) flat.Add($"{i}/x.png", 1);
        Assert.Contains("more than the 256 labels", Assert.Throws<ElboException>(() => flat.Load(options: options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Celeba_is_divided_by_its_numbers_or_its_partition_file()
    {
        using var files = new PictureFiles();
        var numbers = new[] { 1, 162770, 162771, 182637, 182638, 202599 };
        string zip = files.Zip("img_align_celeba.zip", [.. numbers.Select(n => ($"img_align_celeba/{n:D6}.png", PictureFiles.Png(PictureFiles.Picture(n))))]);
        var byNumber = files.Load(zip);
        Assert.Equal((2, 2, 2), (byNumber.Train.Count, byNumber.Validation.Count, byNumber.Test.Count));
        Assert.Equal(PictureFiles.Picture(182637).Pixels[0], PictureFiles.Bytes(byNumber.Validation)[1][0]);
        Assert.Equal(0, files.Load(zip, new DataOptions { Validation = 0 }).Validation.Count);
        foreach (var (file, separator) in new[] { ("list_eval_partition.csv", ","), ("list_eval_partition.txt", " ") })
        {
            File.WriteAllLines(files.Beside(file), numbers.Select((n, i) => $"{n:D6}.png{separator}{(i == 0 ? 2 : i == 5 ? 1 : 0)}").Prepend(separator == "," ? "image_id,partition" : ""));
            var listed = files.Load(zip);
            Assert.Equal((4, 1, 1), (listed.Train.Count, listed.Validation.Count, listed.Test.Count));
            Assert.Contains(listed.Notices, notice => notice.Contains(file, StringComparison.Ordinal));
        }
        File.WriteAllText(files.Beside("list_eval_partition.txt"), "000001.png 0\n000002.png 3\n");
        Assert.Contains("line 2", Assert.Throws<ElboException>(() => files.Load(zip)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Celeba_is_found_by_name_and_a_few_of_its_pictures_are_divided_like_any_others()
    {
        using var files = new PictureFiles();
        var folders = new DataFolders(files.Beside("shared"), files.Cache);
        var options = new DataOptions { Name = "celeba" };
        Assert.Contains("'celeba' is not on this machine", Assert.Throws<ElboException>(() => Datasets.Load(options, new() { Folders = folders })).Message, StringComparison.Ordinal);
        string place = Path.Combine(files.Beside("shared"), "celeba", "img_align_celeba");
        Directory.CreateDirectory(place);
        for (int i = 1; i < 30; i++) File.WriteAllBytes(Path.Combine(place, $"{i:D6}.png"), PictureFiles.Png(PictureFiles.Picture(i)));
        Assert.Equal(place, Datasets.Info("celeba", folders).Folder);
        var data = Datasets.Load(options, new() { Folders = folders });
        Assert.Equal("img_align_celeba/train", data.Train.Name);
        Assert.True(data.Test.Count > 0 && data.Validation.Count == 2);
    }

    [Fact]
    public void Jpeg_files_of_every_kind_and_orientation_are_read_like_the_same_pictures_in_png()
    {
        string fixtures = Path.Combine(Repository.Root, "tests", "Elbo.Imaging.Tests", "Jpeg", "fixtures");
        using var jpeg = new PictureFiles();
        using var png = new PictureFiles();
        foreach (string name in new[] { "baseline-2x2", "cmyk", "grey", "jpegtran-progressive", "orientation-3", "orientation-6", "restart-each-row", "size-31x47" })
        {
            jpeg.Add(name + ".JPG", File.ReadAllBytes(Path.Combine(fixtures, name + ".jpg")));
            png.Add(name + ".png", File.ReadAllBytes(Path.Combine(fixtures, name + ".png")));
        }
        var options = new DataOptions { Size = 24 };
        byte[][] a = jpeg.Pixels(options: options), b = png.Pixels(options: options);
        Assert.Equal(8, a.Length);
        for (int i = 0; i < a.Length; i++) Assert.InRange(a[i].Zip(b[i]).Average(pair => Math.Abs(pair.First - pair.Second)), 0, 1);
    }

    [Fact]
    public void Only_pictures_are_resized()
    {
        using var set = new TemporaryFolder();
        MnistTests.WriteSet(set, 48, 7);
        var options = new DataOptions { Name = set.Path, Validation = 4 };
        var shape = Datasets.Load(options).Train.Shape;
        var error = Assert.Throws<SettingException>(() => Datasets.Load(options with { Size = 64 }));
        Assert.Contains($"data.size is 64, but {Path.GetFileName(set.Path)}/train has examples of {shape}", error.Message, StringComparison.Ordinal);
    }
}
