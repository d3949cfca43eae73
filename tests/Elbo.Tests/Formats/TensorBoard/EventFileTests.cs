using Elbo.Figures;
using Elbo.Formats.TensorBoard;
using Elbo.Runs;
using Elbo.Tests.Figures;

namespace Elbo.Tests.Formats.TensorBoard;

public sealed class EventFileTests
{
    private static readonly byte[] Version = EventMessage.Version(DateTimeOffset.UtcNow), Point = Scalar(1, 0);

    [Fact]
    public void Records_are_framed_as_TensorFlow_frames_them()
    {
        using var stream = new MemoryStream();
        RecordStream.Write(stream, []);
        RecordStream.Write(stream, "TensorBoard"u8);
        Assert.Equal("000000000000000029039807D8EA82A2" + "0B000000000000008615F50454656E736F72426F6172646A031B11", Convert.ToHexString(stream.ToArray()));
    }

    [Fact]
    public void A_file_begins_with_its_opening_once_and_can_be_read_after_every_append()
    {
        using var folder = new TemporaryFolder();
        var told = new List<bool>();
        var file = new EventFile(folder["events"], first =>
        {
            told.Add(first);
            return [Version];
        });
        Assert.False(Directory.Exists(folder["events"]));
        file.Append(Point, Scalar(2, 0));
        Assert.Equal([0L, 1, 2], EventFileReader.Folder(folder["events"]).Select(e => e.Step));
        file.Append(Scalar(3, 0));
        Assert.Equal([0L, 1, 2, 3], EventFileReader.Folder(folder["events"]).Select(e => e.Step));
        Assert.Single(Directory.GetFiles(folder["events"]));
        Assert.Equal([true], told);
    }

    [Fact]
    public void Later_files_sort_behind_earlier_ones_whatever_the_clock_says()
    {
        using var folder = new TemporaryFolder();
        var told = new List<bool>();
        File.WriteAllBytes(folder["events.out.tfevents.4000000000.zebra"], []);
        File.WriteAllBytes(folder["events.out.tfevents.somebody-elses"], []);
        for (int i = 0; i < 3; i++) new EventFile(folder.Path, first => Told(first)).Append(Scalar(i, 0));
        string[] names = [.. Directory.GetFiles(folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(["4000000000", "4000000001", "4000000002", "4000000003"], names[..4].Select(name => name.Split('.')[3]));
        Assert.Equal([0L, 1, 2], names[1..4].SelectMany(name => EventFileReader.File(folder[name])).Where(e => e.Version is null).Select(e => e.Step));
        Assert.Equal([false, false, false], told);

        IEnumerable<byte[]> Told(bool first)
        {
            told.Add(first);
            return [Version];
        }
    }

    [Fact]
    public void A_file_that_is_deleted_meanwhile_is_begun_again()
    {
        using var folder = new TemporaryFolder();
        var file = new EventFile(folder["events"], _ => [Version]);
        file.Append(Point);
        Directory.Delete(folder["events"], recursive: true);
        file.Append(Scalar(2, 0));
        Assert.Equal(["brain.Event:2", null], EventFileReader.Folder(folder["events"]).Select(e => e.Version));
    }

    [Fact]
    public void Training_goes_on_without_events_where_none_can_be_written_and_says_so_once()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], PictureRun.Recipe("training.epochs=2", "training.pictureEpochs=null"));
        string events = TensorBoardLog.FolderOf(run);
        File.WriteAllText(events, "mine");
        var warnings = new List<string>();
        using var trainer = PictureRun.Trainer(run, new TensorBoardLog(events, PictureRun.Data, 1, warnings.Add));
        trainer.Run();
        Assert.StartsWith($"Training goes on without events for TensorBoard: Could not write {events}: ", Assert.Single(warnings));
        Assert.Equal((8, "mine"), (trainer.Vae.Step, File.ReadAllText(events)));
    }

    [SmallDiskFact]
    public void On_a_full_disk_the_file_keeps_its_whole_records_and_grows_again_once_there_is_room()
    {
        using var folder = new TemporaryFolder();
        Assert.True(SmallDiskFactAttribute.Mount(folder.Path));
        try
        {
            File.WriteAllBytes(folder["ballast"], new byte[32_000]);
            var file = new EventFile(folder["events"], _ => [Version]);
            int written = 0;
            var full = Assert.Throws<ElboException>(() =>
            {
                for (; written < 10_000; written++) file.Append(Scalar(written, 100));
            });
            Assert.Contains("the disk is full", full.Message);
            Assert.InRange(written, 50, 1_000);
            Assert.Throws<ElboException>(() => file.Append(Scalar(-1, 100)));
            Assert.Equal(written, EventFileReader.Folder(folder["events"]).Count - 1);
            File.Delete(folder["ballast"]);
            file.Append(Scalar(written, 100));
            Assert.Equal(Enumerable.Range(0, written + 1).Select(step => (long)step), EventFileReader.Folder(folder["events"]).Skip(1).Select(e => e.Step));
        }
        finally
        {
            SmallDiskFactAttribute.Unmount(folder.Path);
        }
    }

    private static byte[] Scalar(long step, int tagLength)
    {
        var summary = new SummaryMessage();
        summary.Scalar("tag" + new string('x', tagLength), step);
        return EventMessage.Of(DateTimeOffset.UtcNow, step, summary);
    }
}
