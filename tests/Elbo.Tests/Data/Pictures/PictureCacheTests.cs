using System.Security.Cryptography;
using Elbo.Data.Pictures;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Tests.Data.Pictures;

public class PictureCacheTests
{
    private static string Only(PictureFiles files) => Assert.Single(Directory.GetFiles(files.Packed, "*.packed"));

    [Fact]
    public void A_cut_longer_or_damaged_file_is_packed_anew()
    {
        using var files = new PictureFiles().AddMany(6);
        byte[][] right = files.Pixels();
        byte[] good = File.ReadAllBytes(Only(files));
        byte[] header = (byte[])good.Clone(), table = (byte[])good.Clone();
        header[20] ^= 1;
        table[^3] ^= 1;
        foreach (byte[] bad in new[] { good[..^1], good[..4096], good[..100], [], [.. good, 0], header, table, new byte[good.Length] })
        {
            File.WriteAllBytes(Only(files), bad);
            var reports = new Reports();
            Assert.Equal(right, PictureFiles.Bytes(files.Load(whole: true, progress: reports).Test));
            Assert.NotEmpty(reports);
            Assert.Equal(good, File.ReadAllBytes(Only(files)));
        }
    }

    [Fact]
    public void A_file_that_is_packed_anew_is_no_longer_mapped()
    {
        using var files = new PictureFiles().AddMany(6);
        files.Load();
        string path = Only(files);
        byte[] whole = File.ReadAllBytes(path);
        // As if the system had kept back a file that it gives by now.
        var header = PackedHeader.Read(whole)!;
        byte[] table = new PackedTable([.. Enumerable.Range(1, 6).Select(i => $"{i:D6}.png")], new uint[6], [new("000001.png", "closed", Closed: true)]).ToBytes();
        File.Delete(path);
        File.WriteAllBytes(path, [.. (header with { TableLength = table.Length, TableDigest = SHA256.HashData(table) }).ToBytes(), .. whole[PackedHeader.PixelStart..(int)header.TableStart], .. table]);
        // The first file stays mapped for the data above; it is another inode.
        int before = Deleted();
        var reports = new Reports();
        files.Load(progress: reports);
        Assert.NotEmpty(reports);
        Assert.Equal(whole, File.ReadAllBytes(path));
        Assert.InRange(Deleted(), 0, before);

        int Deleted() => OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/maps").Count(line => line.EndsWith(path + " (deleted)", StringComparison.Ordinal)) : 0;
    }

    [Fact]
    public void What_a_killed_process_left_is_not_taken_and_swept_away_but_not_the_work_of_a_living_one()
    {
        using var files = new PictureFiles().AddMany(6);
        files.Load();
        string whole = Only(files), dead = whole + ".12345678" + AtomicFile.TemporaryEnding, alive = whole + ".87654321" + AtomicFile.TemporaryEnding;
        File.Move(whole, dead);
        File.SetLastWriteTimeUtc(dead, DateTime.UtcNow.AddHours(-1));
        File.WriteAllText(alive, "half");
        File.SetLastWriteTimeUtc(alive, DateTime.UtcNow.AddHours(-1));
        using (new FileStream(alive, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            var reports = new Reports();
            files.Load(progress: reports);
            Assert.NotEmpty(reports);
            Assert.False(File.Exists(dead));
            Assert.True(File.Exists(alive));
        }
    }

    [Fact]
    public void A_packed_file_beyond_what_the_system_allows_is_one_sentence_with_a_remedy()
    {
        using var files = new PictureFiles().AddMany(1);
        var source = PictureSource.Open(files.Path);
        string path = files.Beside("a.packed");
        // What .NET makes of EFBIG.
        var error = Assert.Throws<ElboException>(() => new PictureCache(files.Packed).Write(path, source, "12x12", _ => throw new ArgumentOutOfRangeException("value")));
        Assert.Equal($"Could not write {path}: the file would grow larger than the system allows; choose another disk, or set ELBO_CACHE to a folder that can hold them.", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    [InlineData(3600)]
    public void What_a_process_left_that_was_killed_just_now_goes_with_the_next_load_whatever_the_clock_says(int seconds)
    {
        using var files = new PictureFiles().AddMany(6);
        files.Load();
        string dead = Only(files) + ".12345678" + AtomicFile.TemporaryEnding;
        File.WriteAllText(dead, "half");
        File.SetLastWriteTimeUtc(dead, DateTime.UtcNow.AddSeconds(seconds));
        files.Load();
        Assert.False(File.Exists(dead));
    }

    [Fact]
    public void What_is_about_to_be_renamed_by_a_living_process_is_not_swept_away()
    {
        using var files = new PictureFiles().AddMany(6);
        files.Load();
        string closed = Only(files) + ".12345678" + AtomicFile.TemporaryEnding;
        File.WriteAllText(closed, "whole, and closed");
        using (PackingLock.Share(files.Packed))
        {
            files.Load();
            Assert.True(File.Exists(closed));
        }
        files.Load();
        Assert.False(File.Exists(closed));
    }

    [Fact]
    public void The_list_of_unreadable_files_is_written_when_a_killed_process_did_not_come_to_it()
    {
        using var files = new PictureFiles().AddMany(6);
        files.Add("broken.png", [1, 2, 3]);
        files.Load();
        string list = PictureCache.SkippedPathOf(Only(files)), text = File.ReadAllText(list);
        File.Delete(list);
        files.Load();
        Assert.Equal(text, File.ReadAllText(list));
    }

    [Fact]
    public void A_cancelled_pass_leaves_nothing_behind()
    {
        using var files = new PictureFiles().AddMany(6);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Elbo.Data.Datasets.Load(
            new() { Name = files.Path, Size = 8 }, new() { Folders = new(null, files.Cache), Cancellation = source.Token }));
        Assert.Empty(Directory.GetFiles(files.Packed));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_one_sentence_with_the_remedy()
    {
        using var files = new PictureFiles().AddMany(4);
        File.WriteAllText(files.Cache, "a file in the way");
        var error = Assert.Throws<ElboException>(() => files.Load());
        Assert.StartsWith("Could not write ", error.Message, StringComparison.Ordinal);
        Assert.Contains("ELBO_CACHE", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.Message.Count(letter => letter == '.') - files.Packed.Count(letter => letter == '.'));
    }

    [SmallDiskFact]
    public void A_full_disk_is_one_sentence_with_the_remedy()
    {
        using var files = new PictureFiles().AddMany(60);
        Directory.CreateDirectory(files.Cache);
        Assert.True(SmallDiskFactAttribute.Mount(files.Cache));
        try
        {
            var error = Assert.Throws<ElboException>(() => files.Load(options: new() { Size = 64 }));
            Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
            Assert.Contains("ELBO_CACHE", error.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(files.Packed));
        }
        finally
        {
            Assert.True(SmallDiskFactAttribute.Unmount(files.Cache));
        }
    }

    [UnprivilegedFact]
    public void Files_and_folders_that_may_not_be_read_are_counted_and_found_again_when_they_may()
    {
        using var files = new PictureFiles().AddMany(9);
        Directory.CreateDirectory(files["closed"]);
        files.Add("closed/x.png", 50);
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(files["000003.png"], UnixFileMode.None);
        File.SetUnixFileMode(files["closed"], UnixFileMode.None);
        var data = files.Load(whole: true);
        Assert.Equal(8, data.Test.Count);
        Assert.Contains(data.Notices, notice => notice.Contains("000003.png (the system refuses", StringComparison.Ordinal) && notice.Contains("closed/ (the system refuses", StringComparison.Ordinal));
        File.SetUnixFileMode(files["000003.png"], UnixFileMode.UserRead);
        Assert.Equal(9, files.Load(whole: true).Test.Count);
        File.SetUnixFileMode(files["closed"], UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        Assert.Equal(10, files.Load(whole: true).Test.Count);
    }

    [Fact]
    public void A_picture_that_was_kept_back_is_tried_again()
    {
        using var files = new PictureFiles().AddMany(4);
        File.CreateSymbolicLink(files["link.png"], files.Beside("later.png"));
        Assert.Equal(4, files.Load(whole: true).Test.Count);
        File.WriteAllBytes(files.Beside("later.png"), PictureFiles.Png(PictureFiles.Picture(8)));
        Assert.Equal(5, files.Load(whole: true).Test.Count);
    }

    [Fact]
    public void Any_flipped_bit_is_noticed_when_the_file_is_opened_or_the_picture_read()
    {
        using var files = new PictureFiles().AddMany(3);
        files.Load(options: new() { Size = 8 });
        byte[] good = File.ReadAllBytes(Only(files)), key = PackedHeader.Read(good)!.Key;
        string path = files.Beside("flipped");
        // Between its digest and the first pixel the header is empty, and nothing reads it.
        for (int i = 0; i < good.Length; i += i == 127 ? PackedHeader.PixelStart - 127 : 1)
        {
            byte[] bad = [.. good];
            bad[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(path, bad);
            using var opened = PackedPictures.Open(path, key);
            if (opened is null) continue;
            byte[] pixels = new byte[opened.Shape.Features];
            int damaged = (i - PackedHeader.PixelStart) / pixels.Length;
            for (int picture = 0; picture < 3; picture++)
            {
                var error = Record.Exception(() => opened.Read(picture, pixels));
                Assert.Equal(picture == damaged ? $"The packed pictures {path} are damaged at '{damaged + 1:D6}.png'; delete that file, and the pictures are packed anew." : null, error?.Message);
            }
        }
    }

    [Fact]
    public void Damage_met_while_training_ends_it_in_one_sentence()
    {
        using var files = new PictureFiles().AddMany(40);
        var data = files.Load(options: new() { Size = 8 });
        using var trainer = new Trainer(RecipeBook.Get("digits").With(["training.batch=8", "model.encoder.*.units=8", "model.decoder.*.units=8"]), data);
        using (var file = new FileStream(Only(files), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            byte[] pixels = new byte[40 * 64];
            Array.Fill(pixels, (byte)77);
            file.Position = PackedHeader.PixelStart;
            file.Write(pixels);
        }
        Assert.Contains("are damaged at '", Assert.Throws<ElboException>(() => trainer.Run()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_are_listed_and_cleared()
    {
        using var files = new PictureFiles().AddMany(4);
        files.Add("broken.png", [1]);
        var cache = new PictureCache(files.Packed);
        Assert.Empty(cache.List());
        Assert.Equal(0, cache.Clear());
        files.Load();
        Assert.StartsWith("pictures-", Assert.Single(cache.List()).Name, StringComparison.Ordinal);
        Assert.Equal(1, cache.Clear());
        Assert.Empty(Directory.GetFiles(files.Packed));
    }

    [Fact]
    public void Damaged_headers_and_tables_are_never_taken_and_never_crash()
    {
        using var files = new PictureFiles().AddMany(6);
        files.Add("broken.png", [1]);
        files.Load();
        byte[] good = File.ReadAllBytes(Only(files)), key = PackedHeader.Read(good)!.Key;
        string path = files.Beside("fuzzed");
        var random = new Random(3);
        for (int run = 0; run < 3000; run++)
        {
            byte[] bytes = (byte[])good.Clone();
            int start = (int)PackedHeader.Read(good)!.TableStart;
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                int at = random.Next(2) == 0 ? random.Next(128) : random.Next(start, bytes.Length);
                bytes[at] = (byte)random.Next(256);
            }
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            // Half of them signed again, so that what lies behind the digests is tried too.
            else if (random.Next(2) == 0)
            {
                SHA256.HashData(bytes.AsSpan(start)).CopyTo(bytes, 64);
                SHA256.HashData(bytes.AsSpan(0, 96)).CopyTo(bytes, 96);
            }
            File.WriteAllBytes(path, bytes);
            if (PackedPictures.Open(path, key) is not { } opened) continue;
            byte[] pixels = new byte[opened.Shape.Features];
            try
            {
                for (int i = 0; i < opened.Names.Count; i++) opened.Read(i, pixels);
            }
            catch (ElboException error)
            {
                Assert.Contains("are damaged at", error.Message, StringComparison.Ordinal);
            }
        }
    }
}
