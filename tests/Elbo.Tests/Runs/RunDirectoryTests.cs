using Elbo.Recipes;
using Elbo.Runs;

namespace Elbo.Tests.Runs;

public sealed class RunDirectoryTests
{
    private static readonly Recipe Digits = RecipeBook.Get("digits");

    [Fact]
    public void A_run_is_created_and_opened()
    {
        using var folder = new TemporaryFolder();
        var created = RunDirectory.Create(folder["deep/run"], Digits);
        var opened = RunDirectory.Open(created.Path);
        Assert.Equal(Digits, opened.Recipe);
        Assert.Equal(created.Info, opened.Info);
        Assert.Equal((1, "0.1.0"), (opened.Info.Format, opened.Info.Version));
        Assert.True(Directory.Exists(opened.FiguresPath) && Directory.Exists(opened.Checkpoints.Folder));
        Assert.Empty(opened.Metrics.Read());
        Assert.Equal(Path.Combine(opened.FiguresPath, "a.png"), opened.FigurePath("../../a.png"));
        Assert.Equal(Digits.ToJson() + "\n", File.ReadAllText(Path.Combine(created.Path, "recipe.json")));
    }

    [Fact]
    public void New_runs_are_named_after_time_and_recipe_and_never_share_a_folder()
    {
        using var folder = new TemporaryFolder();
        var clock = new StoppedClock();
        var paths = new string[20];
        Parallel.For(0, paths.Length, i => paths[i] = RunDirectory.CreateUnder(folder["runs"], Digits, clock).Path);
        Assert.Equal(paths.Length, paths.Distinct().Count());
        Assert.Contains(folder["runs/20260102-030405-digits"], paths);
        Assert.All(paths, path => Assert.Equal(Digits, RunDirectory.Open(path).Recipe));
    }

    [Fact]
    public void Of_many_who_create_a_run_in_one_folder_at_once_one_does_and_the_recipe_is_his()
    {
        using var folder = new TemporaryFolder();
        for (int round = 0; round < 5; round++)
        {
            string path = folder[$"run-{round}"];
            var made = new RunDirectory?[8];
            var refusals = new string?[made.Length];
            using var together = new Barrier(made.Length);
            var threads = Enumerable.Range(0, made.Length).Select(i => new Thread(() =>
            {
                var recipe = Digits.With("seed", $"{i + 1}");
                together.SignalAndWait();
                try
                {
                    made[i] = RunDirectory.Create(path, recipe);
                }
                catch (ElboException error)
                {
                    refusals[i] = error.Message;
                }
            })).ToArray();
            foreach (var thread in threads) thread.Start();
            foreach (var thread in threads) thread.Join();
            var one = Assert.Single(made, run => run is not null)!;
            Assert.Equal(one.Recipe, RunDirectory.Open(path).Recipe);
            Assert.All(refusals.Where(refusal => refusal is not null), refusal => Assert.Matches("already holds a run|is in use by another", refusal));
        }
    }

    [Fact]
    public void A_checkpoint_set_aside_leaves_the_one_set_aside_before()
    {
        using var folder = new TemporaryFolder();
        var checkpoints = RunDirectory.Create(folder["run"], Digits).Checkpoints;
        foreach (string damage in new[] { "first", "second" })
        {
            File.WriteAllText(checkpoints.PathOf(5), damage);
            checkpoints.SetAside(4);
        }
        Assert.Empty(checkpoints.List());
        Assert.Equal("first", File.ReadAllText(checkpoints.PathOf(5) + ".damaged"));
        Assert.Equal("second", File.ReadAllText(checkpoints.PathOf(5) + ".damaged-2"));
    }

    [Fact]
    public void A_folder_with_a_run_or_with_other_files_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Digits);
        Assert.Equal($"{run.Path} already holds a run; resume it or choose another folder.", Assert.Throws<ElboException>(() => RunDirectory.Create(run.Path, Digits)).Message);
        Assert.Equal($"{folder.Path} is not empty and holds no run; choose another folder.", Assert.Throws<ElboException>(() => RunDirectory.Create(folder.Path, Digits)).Message);
        string file = Path.Combine(run.Path, "run.json");
        Assert.Equal($"{file} is a file; choose another path for the run.", Assert.Throws<ElboException>(() => RunDirectory.Create(file, Digits)).Message);
    }

    [Fact]
    public void A_run_whose_creation_was_cut_off_is_named_and_can_be_created_again()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Digits);
        File.Delete(Path.Combine(run.Path, "run.json"));
        Assert.Contains("creation was cut off", Assert.Throws<ElboException>(() => RunDirectory.Open(run.Path)).Message, StringComparison.Ordinal);
        Assert.Equal(Digits, RunDirectory.Create(run.Path, Digits).Recipe);
        File.Delete(Path.Combine(run.Path, "run.json"));
        File.WriteAllText(run.Checkpoints.PathOf(1), "");
        Assert.Contains("is not empty", Assert.Throws<ElboException>(() => RunDirectory.Create(run.Path, Digits)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_foreign_or_damaged_run_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("There is no run directory", Refusal(folder["no"]), StringComparison.Ordinal);
        Assert.Contains("is not a run directory", Refusal(folder.Path), StringComparison.Ordinal);
        var run = RunDirectory.Create(folder["run"], Digits);
        foreach (string text in new[] { "", "{", "null", "[]", "{}", "{\"format\":0,\"version\":\"1\"}", "{\"format\":\"a\"}" })
        {
            File.WriteAllText(Path.Combine(run.Path, "run.json"), text);
            Assert.Equal($"{run.Path} holds a damaged run.json; train into another directory.", Refusal(run.Path));
        }
        File.WriteAllText(Path.Combine(run.Path, "run.json"), run.Info.ToJson());
        File.WriteAllText(Path.Combine(run.Path, "recipe.json"), "{\n");
        Assert.StartsWith(Path.Combine(run.Path, "recipe.json") + ", line 2, is not valid JSON", Refusal(run.Path), StringComparison.Ordinal);
        File.Delete(Path.Combine(run.Path, "recipe.json"));
        Assert.Contains("recipe.json is missing", Refusal(run.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_a_newer_version_is_refused_even_if_its_recipe_cannot_be_read()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Digits);
        File.WriteAllText(Path.Combine(run.Path, "run.json"), """{ "format": 2, "version": "9.9", "created": "2030-01-01T00:00:00Z", "new": [1] }""");
        File.WriteAllText(Path.Combine(run.Path, "recipe.json"), "?");
        Assert.Equal($"{run.Path} was written by Elbo 9.9 (run format 2), newer than this version (0.1.0, run format 1); update Elbo.", Refusal(run.Path));
    }

    [Theory]
    [InlineData("9.9\\u0007")]
    [InlineData("9.9\\nnewer")]
    [InlineData("")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void A_version_that_no_message_should_repeat_is_damage(string version)
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Digits);
        File.WriteAllText(Path.Combine(run.Path, "run.json"), $$"""{ "format": 2, "version": "{{version}}", "created": "2030-01-01T00:00:00Z" }""");
        Assert.Equal($"{run.Path} holds a damaged run.json; train into another directory.", Refusal(run.Path));
    }

    [Fact]
    public void Checkpoints_are_listed_newest_first_and_pruned_to_the_newest()
    {
        using var folder = new TemporaryFolder();
        var checkpoints = RunDirectory.Create(folder["run"], Digits).Checkpoints;
        foreach (long step in new[] { 500, 5000, 12_345_678_901, 0 }) File.WriteAllText(checkpoints.PathOf(step), "");
        File.WriteAllText(checkpoints.BestPath, "");
        foreach (string foreign in new[] { "step-5.safetensors", "step-00000000x.safetensors", "step--00000001.safetensors", "step-.safetensors" })
            File.WriteAllText(Path.Combine(checkpoints.Folder, foreign), "");
        Assert.EndsWith("step-000005000.safetensors", checkpoints.PathOf(5000), StringComparison.Ordinal);
        Assert.Equal([12_345_678_901, 5000, 500, 0], checkpoints.List().Select(checkpoint => checkpoint.Step));
        checkpoints.Prune(2, _ => { });
        Assert.Equal([12_345_678_901, 5000], checkpoints.List().Select(checkpoint => checkpoint.Step));
        Assert.True(File.Exists(checkpoints.BestPath));
        Assert.Equal(7, Directory.GetFiles(checkpoints.Folder).Length);
    }

    [Fact]
    public void A_run_is_trained_by_one_at_a_time_and_stray_temporary_files_go()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Digits);
        string stray = run.Checkpoints.PathOf(3) + ".00000000" + AtomicFile.TemporaryEnding;
        File.WriteAllText(stray, "half");
        using (run.Lock())
        {
            Assert.False(File.Exists(stray));
            Assert.Equal($"{run.Path} is in use by another training process; wait for it to end or stop it first.", Assert.Throws<ElboException>(run.Lock).Message);
        }
        run.Lock().Dispose();
    }

    private static string Refusal(string path) => Assert.ThrowsAny<ElboException>(() => RunDirectory.Open(path)).Message;

    private sealed class StoppedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
