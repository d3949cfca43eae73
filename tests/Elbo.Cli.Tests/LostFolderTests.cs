namespace Elbo.Cli.Tests;

public sealed class LostFolderTests(Workplace place) : IClassFixture<Workplace>
{
    private static readonly string[] Endless = ["--epochs", "100000"];

    [Theory]
    [InlineData("plain", "training.pictureEpochs=null")]
    [InlineData("drawing", "training.pictureEpochs=1")]
    [InlineData("scattering", "training.scatterSteps=1")]
    [InlineData("logging", "training.pictureEpochs=null", "--tensorboard")]
    public void A_run_whose_folder_is_deleted_ends_in_one_sentence_and_does_not_make_it_anew(string name, params string[] setting)
    {
        // A folder with open files cannot be deleted there.
        if (OperatingSystem.IsWindows()) return;
        using var training = place.Start(Workplace.TrainWords(name, [.. Endless, "--set", .. setting]));
        training.WaitFor("epoch 3/");
        // Renamed first, for a file that is written meanwhile would keep the folder from being deleted.
        Directory.Move(place[name], place[name + "-gone"]);
        Directory.Delete(place[name + "-gone"], recursive: true);
        AssertOneSentence(training.Wait(), name);
        Assert.False(Directory.Exists(place[name]), string.Join(' ', Directory.Exists(place[name]) ? Directory.GetFileSystemEntries(place[name]) : []));
    }

    [Fact]
    public void A_run_that_is_renamed_ends_in_one_sentence_and_goes_on_under_its_new_name()
    {
        if (OperatingSystem.IsWindows()) return;
        using (var training = place.Start(Workplace.TrainWords("old", Endless)))
        {
            training.WaitFor("epoch 3/");
            Directory.Move(place["old"], place["new"]);
            // While it lives it holds the lock, whatever the folder is called.
            AssertOneSentence(training.Wait(), "old");
        }
        using var again = place.Start("train", "--resume", "new");
        again.WaitFor("epoch ");
    }

    [Fact]
    public void A_sweep_under_way_is_not_for_another_process_until_it_dies()
    {
        if (OperatingSystem.IsWindows()) return;
        string[] words = ["sweep", .. Workplace.TrainWords("busy", "--epochs", "100000", "--vary", "model.latent=2,3", "--set", "training.pictureEpochs=null").Skip(1)];
        using (var sweep = place.Start(words))
        {
            sweep.WaitFor("epoch 2/");
            place.Elbo("sweep", "--resume", "busy").Refused(1, "busy is in use by another");
            place.Elbo("train", "--resume", "busy/model.latent=2").Refused(1, "in use by another");
            sweep.Kill();
        }
        using var again = place.Start("sweep", "--resume", "busy");
        again.WaitFor("epoch ");
    }

    private static void AssertOneSentence(Outcome ended, string name)
    {
        Assert.True(ended.Code == 1, $"{ended.Code}: {ended.Errors}");
        string[] said = [.. ended.Errors.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("epoch ", StringComparison.Ordinal) && !line.Contains("training images", StringComparison.Ordinal))];
        Assert.DoesNotContain("Exception", ended.Errors);
        Assert.DoesNotContain("   at ", ended.Errors);
        Assert.True(said.Length > 0 && said[^1].Contains(name, StringComparison.Ordinal) && said[^1].EndsWith('.'), ended.Errors);
    }
}
