using System.Formats.Tar;
using Elbo.Data;

namespace Elbo.Tests.Data.Pictures;

public class ArchiveTests
{
    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    [InlineData("tgz")]
    public void An_archive_of_a_folder_is_the_same_data_as_the_folder(string ending)
    {
        using var files = new PictureFiles().AddMany(30);
        files.Add("sub/x.png", 50);
        files.Add("notes.txt", [1]);
        var folder = files.Load();
        foreach (string prefix in new[] { "", "pictures/", "./" })
        {
            var entries = files.Entries(prefix);
            Array.Reverse(entries);
            string path = ending == "zip" ? files.Zip($"pictures{prefix.Length}.zip", entries) : files.Tar($"pictures{prefix.Length}.{ending}", entries);
            var reports = new Reports();
            var archive = files.Load(path, progress: reports);
            Assert.Equal((31, 0, 1.0), (reports[^1].Done, reports[^1].Skipped, reports[^1].Fraction));
            foreach (var (a, b) in new[] { (folder.Train, archive.Train), (folder.Validation, archive.Validation), (folder.Test, archive.Test) })
                Assert.Equal(PictureFiles.Bytes(a), PictureFiles.Bytes(b));
            reports.Clear();
            files.Load(path, progress: reports);
            Assert.Empty(reports);
        }
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    public void Entries_that_climb_out_are_skipped_by_name_and_nothing_is_unpacked(string ending)
    {
        using var files = new PictureFiles();
        byte[] good = PictureFiles.Png(PictureFiles.Picture(1));
        (string, byte[])[] entries = [("ok.png", good), ("../evil.png", good), ("a/../../../evil2.png", good), ("/tmp/evil3.png", good), ("__MACOSX/._ok.png", [1])];
        string path = ending == "zip" ? files.Zip("a.zip", entries) : files.Tar("a.tar", entries);
        var data = files.Load(path, whole: true);
        Assert.Equal(1, data.Test.Count);
        string notice = Assert.Single(data.Notices, notice => notice.Contains("3 of 4 pictures could not be read", StringComparison.Ordinal));
        foreach (string name in new[] { "../evil.png", "a/../../../evil2.png", "tmp/evil3.png" }) Assert.Contains($"{name} (its name leads out of the archive)", notice, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(files.Path)!, "evil*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Links_devices_and_pipes_in_an_archive_are_refused_and_never_followed()
    {
        using var files = new PictureFiles();
        byte[] good = PictureFiles.Png(PictureFiles.Picture(1));
        File.WriteAllBytes(files.Beside("secret.png"), good);
        string path = files.Beside("kinds.tar");
        using (var writer = new TarWriter(File.Create(path)))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "ok.png") { DataStream = new MemoryStream(good) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "soft.png") { LinkName = files.Beside("secret.png") });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "hard.png") { LinkName = "../secret.png" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.CharacterDevice, "zero.png") { DeviceMajor = 1, DeviceMinor = 5 });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.BlockDevice, "disk.png") { DeviceMajor = 8, DeviceMinor = 0 });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "pipe.png"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, new string('n', 5000) + ".png") { DataStream = new MemoryStream(good) });
        }
        var data = files.Load(path, whole: true);
        Assert.Equal(2, data.Test.Count);
        string list = File.ReadAllText(Directory.GetFiles(files.Packed, "*.skipped.txt").Single());
        foreach (string name in new[] { "soft.png (it is a link)", "hard.png (it is a link)", "zero.png (", "disk.png (", "pipe.png (" }) Assert.Contains(name, list, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_a_zip_is_no_picture()
    {
        using var files = new PictureFiles();
        byte[] good = PictureFiles.Png(PictureFiles.Picture(1));
        File.WriteAllBytes(files.Beside("secret.png"), good);
        string path = files.Zip("a.zip", ("ok.png", good), ("link.png", System.Text.Encoding.UTF8.GetBytes("../secret.png")));
        using (var archive = System.IO.Compression.ZipFile.Open(path, System.IO.Compression.ZipArchiveMode.Update))
            archive.GetEntry("link.png")!.ExternalAttributes = unchecked((int)0xA1FF0000);
        var data = files.Load(path, whole: true);
        Assert.Equal(1, data.Test.Count);
        Assert.Contains(data.Notices, notice => notice.Contains("1 of 2 pictures could not be read: link.png (", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    public void A_broken_picture_is_skipped_and_a_cut_archive_refused(string ending)
    {
        using var files = new PictureFiles().AddMany(9);
        files.Add("broken.png", [0x89, 1, 2, 3]);
        files.Add("empty.png", []);
        string path = ending == "zip" ? files.Zip("a.zip", files.Entries()) : files.Tar("a." + ending, files.Entries());
        Assert.Contains(files.Load(path).Notices, notice => notice.Contains("2 of 11 pictures could not be read: broken.png (", StringComparison.Ordinal));
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        var error = Assert.Throws<ElboException>(() => files.Load(path));
        Assert.Contains($"'{path}' is damaged or cut short", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(files.Packed, "*.elbo-tmp"));
    }

    [Fact]
    public void A_changed_archive_is_packed_anew()
    {
        using var files = new PictureFiles().AddMany(4);
        string path = files.Zip("a.zip", files.Entries());
        byte[][] before = PictureFiles.Bytes(files.Load(path, whole: true).Test);
        File.Delete(path);
        files.Add("000002.png", 99);
        files.Zip("a.zip", files.Entries());
        Assert.NotEqual(before, PictureFiles.Bytes(files.Load(path, whole: true).Test));
        Assert.Single(Directory.GetFiles(files.Packed, "*.packed"));
    }

    [Fact]
    public void What_is_named_like_no_archive_or_is_none_is_refused()
    {
        using var files = new PictureFiles();
        File.WriteAllText(files.Beside("a.rar"), "x");
        Assert.Contains("no .zip, .tar", Assert.Throws<SettingException>(() => Datasets.Load(files.Beside("a.rar"))).Message, StringComparison.Ordinal);
        File.WriteAllText(files.Beside("a.zip"), "this is no archive");
        Assert.Contains("is damaged", Assert.Throws<ElboException>(() => files.Load(files.Beside("a.zip"))).Message, StringComparison.Ordinal);
        Assert.Contains("holds no .jpg", Assert.Throws<ElboException>(() => files.Load(files.Zip("b.zip", ("readme.txt", [1])))).Message, StringComparison.Ordinal);
    }
}
