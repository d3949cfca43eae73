using Elbo.Runs;
using Microsoft.Win32.SafeHandles;

namespace Elbo.Tests.Runs;

public sealed class AtomicFileTests
{
    [Fact]
    public void A_file_is_written_and_written_over()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteText(folder["a"], "one");
        AtomicFile.WriteText(folder["a"], "β");
        Assert.Equal([0xCE, 0xB2], File.ReadAllBytes(folder["a"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_failure_halfway_leaves_the_earlier_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteText(folder["a"], "one");
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(folder["a"], stream =>
        {
            stream.Write(new byte[1 << 20]);
            throw new OperationCanceledException();
        }));
        Assert.Equal("one", File.ReadAllText(folder["a"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_full_disk_is_named_and_leaves_the_earlier_file()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteText(folder["a"], "one");
        int full = OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28;
        var error = Assert.Throws<ElboException>(() => AtomicFile.Write(folder["a"], _ => throw new IOException("No space left on device", full)));
        Assert.Equal($"Could not write {folder["a"]}: the disk is full; free some space and run again.", error.Message);
        Assert.Equal("one", File.ReadAllText(folder["a"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(28, "the disk is full")]
    [InlineData(122, "the disk quota is used up")]
    [InlineData(30, "the disk is read-only")]
    [InlineData(5, "the disk reported an input/output error")]
    [InlineData(99, "the system said 'Trouble'; check the disk")]
    public void What_a_disk_answers_is_said_in_words(int code, string words) =>
        Assert.Contains(words, AtomicFile.Failure("x", new IOException("Trouble", code)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_beyond_what_the_system_allows_is_a_failure_to_write()
    {
        using var folder = new TemporaryFolder();
        // What .NET makes of EFBIG.
        var error = Assert.Throws<ElboException>(() => AtomicFile.Write(folder["a"], _ => throw new ArgumentOutOfRangeException("value")));
        Assert.Equal($"Could not write {folder["a"]}: the file would grow larger than the system allows; choose another disk.", error.Message);
    }

    [Fact]
    public void A_flush_that_fails_is_told()
    {
        if (OperatingSystem.IsWindows()) return;
        // .NET's own flush says nothing of it.
        using var closed = new SafeFileHandle(1 << 20, ownsHandle: false);
        Assert.Equal(9, Assert.Throws<IOException>(() => DiskFlush.Of(closed)).HResult);
    }

    [Fact]
    public void A_folder_is_flushed_and_one_that_is_not_there_is_passed_over()
    {
        using var folder = new TemporaryFolder();
        DiskFlush.Around(folder["a"]);
        DiskFlush.Around(folder["no/a"]);
        DiskFlush.Around("a");
        DiskFlush.Around(Path.GetPathRoot(folder.Path)!);
    }

    [Fact]
    public void A_device_that_is_really_full_is_recognised()
    {
        if (!File.Exists("/dev/full")) return;
        var cause = Record.Exception(() =>
        {
            using var device = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1);
            device.Write([1]);
        });
        Assert.Contains("the disk is full", AtomicFile.Failure("x", cause!).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_and_a_folder_in_the_way_are_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("its folder does not exist", Assert.Throws<ElboException>(() => AtomicFile.WriteText(folder["no/a"], "")).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder["d"]);
        Assert.Contains($"Could not write {folder["d"]}: ", Assert.Throws<ElboException>(() => AtomicFile.WriteText(folder["d"], "")).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Sweeping_removes_what_a_killed_process_left_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.12345678" + AtomicFile.TemporaryEnding], "half");
        File.WriteAllText(folder["a"], "whole");
        AtomicFile.Sweep(folder.Path);
        Assert.Equal([folder["a"]], Directory.GetFiles(folder.Path));
    }
}
