using Elbo.Training;

namespace Elbo.Tests.Training;

public sealed class TrainingPaceTests
{
    [Fact]
    public void A_machine_that_slept_for_a_night_does_not_move_the_time_that_is_left()
    {
        var clock = new Watch();
        var pace = new TrainingPace(clock);
        Steps(pace, clock, 100, 0.5);
        Assert.Equal(50, pace.Remaining(100).TotalSeconds, 6);
        Steps(pace, clock, 1, 8 * 3600);
        Assert.Equal(50, pace.Remaining(100).TotalSeconds, 6);
        Assert.True(pace.Elapsed > TimeSpan.FromHours(8));
    }

    [Fact]
    public void Pictures_and_validation_between_steps_and_slow_steps_count()
    {
        var clock = new Watch();
        var pace = new TrainingPace(clock);
        Steps(pace, clock, 10, 1);
        clock.Seconds += 10;
        Assert.Equal(20, pace.Remaining(10).TotalSeconds, 6);
        // Four times as slow, as on a machine that is shared, is no sleep.
        Steps(pace, clock, 10, 4);
        Assert.Equal(30, pace.Remaining(10).TotalSeconds, 6);
    }

    [Fact]
    public void A_clock_that_jumps_leaves_no_negative_time_and_none_that_is_no_time()
    {
        var clock = new Watch();
        var pace = new TrainingPace(clock);
        Assert.Equal(TimeSpan.Zero, pace.Remaining(1000));
        Steps(pace, clock, 5, 1);
        var before = pace.Remaining(1000);
        clock.Wall -= TimeSpan.FromDays(400);
        Assert.Equal(before, pace.Remaining(1000));
        clock.Wall += TimeSpan.FromDays(900);
        Assert.Equal(before, pace.Remaining(1000));
        // And should even the timestamps step back, as virtual machines have had it.
        Steps(pace, clock, 1, -100);
        Assert.InRange(pace.Remaining(1000), TimeSpan.Zero, TimeSpan.FromSeconds(1e9));
        Assert.InRange(pace.Remaining(long.MaxValue), TimeSpan.Zero, TimeSpan.FromSeconds(1e9));
    }

    [Fact]
    public void Durations_are_never_the_wall_clock_s()
    {
        // Names of folders and the times of events are what it is for.
        string[] allowed = ["TensorBoardLog.cs", "EventFile.cs"];
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories);
        Assert.True(files.Length > 100);
        foreach (string file in files)
        {
            if (allowed.Contains(Path.GetFileName(file))) continue;
            string text = File.ReadAllText(file);
            foreach (string use in new[] { "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow" })
                Assert.False(text.Contains(use, StringComparison.Ordinal), $"{file} uses {use}");
        }
    }

    private static void Steps(TrainingPace pace, Watch clock, int count, double seconds)
    {
        for (int i = 0; i < count; i++)
        {
            pace.BeginStep();
            clock.Seconds += seconds;
            pace.EndStep();
        }
    }

    private sealed class Watch : TimeProvider
    {
        public double Seconds { get; set; } = 1000;

        public DateTimeOffset Wall { get; set; } = DateTimeOffset.UnixEpoch.AddDays(20000);

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)(Seconds * 1_000_000);
    }
}
