using Elbo.Runs;

namespace Elbo.Tests.Runs;

public sealed class RunLockTests
{
    [Fact]
    public void A_lock_file_that_a_dead_process_left_holds_nobody_up()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["run.lock"], "4711");
        using (RunLock.Take(folder.Path)) Refused(folder.Path, "in use by another training process");
        RunLock.Take(folder.Path).Dispose();
    }

    [Fact]
    public void A_lock_that_cannot_be_had_is_one_sentence()
    {
        using var folder = new TemporaryFolder();
        Refused(folder["nowhere"], "its folder does not exist");
        Directory.CreateDirectory(folder["run.lock"]);
        Refused(folder.Path, "Could not write", "run.lock");
    }

    [Fact]
    public void A_run_whose_folder_cannot_be_made_is_not_held()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Elbo.Recipes.RecipeBook.Get("digits"));
        Directory.Delete(run.FiguresPath, recursive: true);
        File.WriteAllText(run.FiguresPath, "");
        for (int i = 0; i < 2; i++) Assert.StartsWith($"Could not write {run.FiguresPath}: ", Assert.Throws<ElboException>(() => run.Lock()).Message, StringComparison.Ordinal);
        File.Delete(run.FiguresPath);
        run.Lock().Dispose();
    }

    [UnprivilegedFact]
    public void A_lock_file_or_folder_that_may_not_be_written_is_one_sentence()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["run.lock"], "");
        File.SetUnixFileMode(folder["run.lock"], UnixFileMode.UserRead);
        Refused(folder.Path, "writing there is not allowed", "run.lock");
    }

    private static void Refused(string run, params string[] words)
    {
        string sentence = Assert.Throws<ElboException>(() => RunLock.Take(run)).Message;
        Assert.EndsWith(".", sentence);
        foreach (string word in words) Assert.Contains(word, sentence);
    }
}
