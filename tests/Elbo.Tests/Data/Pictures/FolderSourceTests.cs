using System.Diagnostics;
using Elbo.Data.Pictures;

namespace Elbo.Tests.Data.Pictures;

public class FolderSourceTests
{
    private static string[] Names(PictureFiles files) => [.. PictureSource.Open(files.Path).Read().Select(picture => picture.Name)];

    [Fact]
    public void All_pictures_below_a_folder_are_found_in_ordinal_order()
    {
        using var files = new PictureFiles();
        foreach (string name in new[] { "b.png", "B.png", "a/z.JPG", "a/x/y.jpeg", "é.png", "a.png", "notes.txt", ".hidden.png", ".git/c.png" }) files.Add(name, [1]);
        Assert.Equal(["B.png", "a.png", "a/x/y.jpeg", "a/z.JPG", "b.png", "é.png"], Names(files));
    }

    [Fact]
    public void Circles_of_links_end_and_each_real_folder_is_entered_once()
    {
        using var files = new PictureFiles();
        files.Add("real/a.png", 1);
        files.Add("real/deep/b.png", 2);
        Directory.CreateDirectory(files.Beside("outside"));
        File.WriteAllBytes(Path.Combine(files.Beside("outside"), "c.png"), [1]);
        File.WriteAllBytes(files.Beside("beside.png"), [1]);
        Directory.CreateSymbolicLink(files["real/loop"], files.Path);
        Directory.CreateSymbolicLink(files["up"], "..");
        Directory.CreateSymbolicLink(files["again"], files["real"]);
        Directory.CreateSymbolicLink(files["more"], files.Beside("outside"));
        Directory.CreateSymbolicLink(Path.Combine(files.Beside("outside"), "back"), files["real"]);
        Directory.CreateSymbolicLink(files["self"], files["self"]);
        Assert.Equal(["more/c.png", "real/a.png", "real/deep/b.png"], Names(files));
    }

    [Fact]
    public void A_link_to_a_picture_is_that_picture_and_one_to_nothing_is_skipped()
    {
        using var files = new PictureFiles();
        byte[] bytes = PictureFiles.Png(PictureFiles.Picture(4));
        File.WriteAllBytes(files.Beside("far.png"), bytes);
        File.CreateSymbolicLink(files["near.png"], files.Beside("far.png"));
        File.CreateSymbolicLink(files["nothing.png"], files.Beside("nowhere.png"));
        var pictures = PictureSource.Open(files.Path).Read().ToList();
        Assert.Equal(["near.png", "nothing.png"], pictures.Select(picture => picture.Name));
        Assert.Equal(bytes, pictures[0].Read());
        Assert.Throws<IOException>(() => pictures[1].Read());
    }

    [Fact]
    public void An_empty_file_and_a_pipe_are_refused_without_waiting()
    {
        using var files = new PictureFiles();
        files.Add("empty.png", []);
        if (OperatingSystem.IsLinux()) Process.Start("mkfifo", files["pipe.png"]).WaitForExit();
        foreach (var picture in PictureSource.Open(files.Path).Read()) Assert.Throws<InvalidDataException>(() => picture.Read());
    }

    [Fact]
    public void The_key_changes_with_every_change_and_with_nothing_else()
    {
        using var files = new PictureFiles().AddMany(3);
        byte[] Key() => PictureSource.Open(files.Path).Key;
        byte[] first = Key();
        files.Add("notes.txt", [1]);
        Assert.Equal(first, Key());
        var keys = new HashSet<string> { Convert.ToHexString(first) };
        files.Add("x.png", 9);
        Assert.True(keys.Add(Convert.ToHexString(Key())));
        File.SetLastWriteTimeUtc(files["x.png"], DateTime.UtcNow.AddSeconds(-50));
        Assert.True(keys.Add(Convert.ToHexString(Key())));
        File.AppendAllText(files["x.png"], "more");
        Assert.True(keys.Add(Convert.ToHexString(Key())));
        File.Move(files["x.png"], files["y.png"]);
        Assert.True(keys.Add(Convert.ToHexString(Key())));
        File.Delete(files["y.png"]);
        Assert.Equal(first, Key());
    }
}
