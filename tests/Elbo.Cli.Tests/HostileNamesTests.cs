namespace Elbo.Cli.Tests;

/// <summary>Names that would do something to a terminal or lead out of a folder.</summary>
public sealed class HostileNamesTests(Workplace place) : IClassFixture<Workplace>
{
    private const string Evil = "a\e]0;owned\a\e[31m\u202egnp";

    [Theory]
    [InlineData("train", "--data", Evil)]
    [InlineData("train", Evil + ".json")]
    [InlineData("evaluate", Evil)]
    [InlineData("sweep", "digits", "--vary", Evil)]
    [InlineData("data", "info", "./" + Evil)]
    [InlineData("evaluate", Evil, "--verbose")]
    public void Errors_hold_nothing_that_a_terminal_obeys(params string[] words)
    {
        var outcome = place.Elbo(words);
        Assert.NotEqual(0, outcome.Code);
        Assert.Contains("?]0;owned?", outcome.Errors);
        Assert.DoesNotContain(outcome.Errors, letter => char.IsControl(letter) && letter != '\n');
        Assert.DoesNotContain('\u202e', outcome.Errors);
    }

    [Fact]
    public void Tables_and_notices_hold_nothing_that_a_terminal_obeys()
    {
        string folder = place["folder\e[31m"];
        Directory.CreateDirectory(folder);
        for (int i = 0; i < 4; i++) Imaging.Png.Save(new Imaging.Pixmap(9, 9, 1), Path.Combine(folder, $"{i}.png"));
        File.WriteAllText(Path.Combine(folder, "broken\e[2J.png"), "no picture");
        var told = place.Elbo("data", "info", folder).Done();
        Assert.Contains("folder?[31m", told.Output);
        Assert.Contains("broken?[2J.png", told.Errors);
        Assert.DoesNotContain('\e', told.Output + told.Errors);
    }

    [Fact]
    public void A_varied_path_stays_inside_the_sweeps_folder()
    {
        place.WriteData("up", 240, 60);
        Directory.CreateDirectory(place["inner"]);
        var told = ElboCommand.Run(place["inner"], "sweep", "digits", "--vary", "data.name=../up,../data", "--steps", "2", "--set", "data.validation=40", "--set", "training.batch=32",
            "--set", "model.encoder.*.units=8", "--set", "model.decoder.*.units=8", "--out", "s").Done();
        Assert.Equal("s", told.LastLine);
        string[] runs = [.. Directory.GetDirectories(place["inner/s"]).Select(path => Path.GetFileName(path)).Where(name => name != "figures")];
        Assert.Equal(2, runs.Length);
        Assert.All(runs, name => Assert.StartsWith("data.name=", name));
        Assert.Equal(4, Directory.GetFileSystemEntries(place["up"]).Length);
        Assert.Equal(["s"], Directory.GetDirectories(place["inner"]).Select(path => Path.GetFileName(path)).Where(name => name != "cache"));
    }
}
