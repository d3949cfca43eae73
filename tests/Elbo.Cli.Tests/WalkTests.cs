using Elbo.Imaging;

namespace Elbo.Cli.Tests;

/// <summary>The verbs that walk through the latent space: traverse, interpolate, and manifold with its plane.</summary>
public sealed class WalkTests(Workplace place) : IClassFixture<Workplace>
{
    private const int Enlarged = 8 * 6;

    [Theory]
    [InlineData("traverse")]
    [InlineData("interpolate")]
    public void A_walk_is_a_sheet_a_labelled_one_and_a_moving_one(string verb)
    {
        string run = place.CopyOfRun("walk-" + verb);
        Assert.Equal([.. new[] { ".png", ".svg", ".gif" }.Select(ending => Path.Combine(run, "figures", verb + ending))], Lines(place.Elbo(verb, run).Done()));
        string[] paths = Lines(place.Elbo(verb, run, "--out", "walks/of-mine", "--steps", "4").Done());
        var sheet = Png.Load(place[paths[0]]);
        int columns = verb == "traverse" ? 4 : 6, rows = verb == "traverse" ? 2 : 10;
        Assert.Equal((columns * Enlarged) + ((columns + 1) * 2), sheet.Width);
        Assert.Equal((rows * Enlarged) + ((rows + 1) * 2) + (verb == "traverse" ? 0 : 4 * 4), sheet.Height);
        Assert.Contains("data:image/png;base64,", File.ReadAllText(place[paths[1]]), StringComparison.Ordinal);
        Assert.Equal("GIF89a"u8, File.ReadAllBytes(place[paths[2]]).AsSpan(0, 6));
        File.WriteAllText(place["taken-" + verb], "");
        place.Elbo(verb, run, "--out", "taken-" + verb).Refused(1, "taken-" + verb);
    }

    [Fact]
    public void A_traversal_names_its_picture_and_what_each_dimension_carries()
    {
        string svg = Svg(place.Elbo("traverse", place.FinishedRun, "--image", "9").Done());
        Assert.Contains("around picture 9 of ", svg, StringComparison.Ordinal);
        Assert.Contains("(label 1)", svg, StringComparison.Ordinal);
        Assert.Matches(@">\d+\.\d\d nats", svg);
        Assert.Contains("the others at 0", Svg(place.Elbo("traverse", place.FinishedRun, "--from", "prior", "--range", "2").Done()), StringComparison.Ordinal);
        Assert.Contains(">−2.0<", Svg(place.Elbo("traverse", place.FinishedRun, "--seed", "4", "--range", "2").Done()), StringComparison.Ordinal);
    }

    [Fact]
    public void Traverse_refuses_what_cannot_be()
    {
        Refused("--image must be between 0 and 59", "--image", "60");
        Refused("--image must be between 0 and 59", "--image", "-1");
        Refused("--dims must be between 1 and 2", "--dims", "3");
        Refused("--steps must be between 2 and 100", "--steps", "1");
        Refused("--range must be more than 0", "--range", "0");
        Refused("--from must be image or prior", "--from", "posterior");
        Refused("--from prior looks at no picture", "--from", "prior", "--image", "3");
        Refused("give one of them", "--seed", "1", "--image", "3");

        void Refused(string sentence, params string[] words) => place.Elbo(["traverse", place.FinishedRun, .. words]).Refused(2, sentence);
    }

    [Fact]
    public void Interpolate_takes_a_pair_of_any_part_or_draws_five_of_different_labels()
    {
        string svg = Svg(place.Elbo("interpolate", place.FinishedRun, "--from", "1", "--to", "12", "--split", "train").Done());
        Assert.Contains(">1 → 12<", svg, StringComparison.Ordinal);
        Assert.Contains(">1 → 4<", svg, StringComparison.Ordinal);
        Assert.Equal(5, Svg(place.Elbo("interpolate", place.FinishedRun).Done()).Split(">spherical<").Length - 1);
        Refused("--from must be between 0 and 59", "--from", "60", "--to", "1");
        Refused("--to must be between 0 and 39", "--from", "1", "--to", "-1", "--split", "validation");
        Refused("--from needs --to", "--from", "1");
        Refused("--to needs --from", "--to", "1");
        Refused("leave --seed out", "--from", "1", "--to", "2", "--seed", "4");
        Refused("--steps", "--steps", "101");
        Refused("test, validation, train", "--split", "tset");

        void Refused(string sentence, params string[] words) => place.Elbo(["interpolate", place.FinishedRun, .. words]).Refused(2, sentence);
    }

    [Fact]
    public void A_manifold_shows_any_two_dimensions_at_zero_or_at_a_picture()
    {
        place.Train("four", "--steps", "5", "--set", "model.latent=4").Done();
        var plain = place.Elbo("manifold", "four", "--dims", "3,1", "--size", "4").Done();
        Assert.Equal("Of 4 latent dimensions, 3 and 1 are shown; the others are 0.", plain.Errors.TrimEnd());
        byte[] atZero = File.ReadAllBytes(place[Lines(plain)[0]]);
        var around = place.Elbo("manifold", "four", "--dims", "3,1", "--size", "4", "--image", "5").Done();
        Assert.Contains("the others are those of picture 5 of ", around.Errors, StringComparison.Ordinal);
        Assert.NotEqual(atZero, File.ReadAllBytes(place[Lines(around)[0]]));
        foreach (string bad in new[] { "1", "1,1", "1,2,3", "a,b", "-1,2" }) place.Elbo("manifold", "four", "--dims", bad).Refused(2, "two different latent dimensions", $"'{bad}'");
        place.Elbo("manifold", "four", "--dims", "0,4").Refused(2, "0 to 3", "0,4");
        place.Elbo("manifold", "four", "--image", "60").Refused(2, "--image must be between 0 and 59");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1000")]
    public void One_latent_dimension_or_a_thousand_work_through_every_verb(string latent)
    {
        string run = "latent-" + latent;
        place.Train(run, "--steps", "3", "--set", "model.latent=" + latent).Done();
        foreach (string verb in new[] { "reconstruct", "sample", "manifold", "latent", "traverse", "interpolate", "evaluate" }) place.Elbo(verb, run).Done();
        if (latent == "1") place.Elbo("manifold", run, "--dims", "0,1").Refused(2, "one latent dimension", "leave --dims out");
        else Assert.Matches("^Of 1000 latent dimensions", place.Elbo("traverse", run).Done().Errors);
    }

    [Fact]
    public void What_is_no_run_or_half_of_one_or_of_a_newer_version_is_one_sentence()
    {
        Directory.CreateDirectory(place["void"]);
        string half = place.CopyOfRun("half"), bare = place.CopyOfRun("bare"), newer = place.CopyOfRun("newer"), hurt = place.CopyOfRun("hurt");
        File.Delete(Path.Combine(place[half], "run.json"));
        Directory.Delete(Path.Combine(place[bare], "checkpoints"), recursive: true);
        string info = Path.Combine(place[newer], "run.json");
        File.WriteAllText(info, File.ReadAllText(info).Replace("\"format\": 1", "\"format\": 999", StringComparison.Ordinal));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(place[hurt], "checkpoints"))) Workplace.FlipByte(file);
        foreach (string verb in new[] { "traverse", "interpolate" })
        {
            place.Elbo(verb, "nowhere").Refused(1, "nowhere");
            place.Elbo(verb, "void").Refused(1, "not a run directory");
            place.Elbo(verb, half).Refused(1, "cut off");
            place.Elbo(verb, bare).Refused(1, "no checkpoint yet");
            place.Elbo(verb, newer).Refused(1, "newer than this version", "update Elbo");
            place.Elbo(verb, hurt).Refused(1, "is damaged");
        }
    }

    private string Svg(Outcome outcome) => File.ReadAllText(place[Lines(outcome)[1]]);

    private static string[] Lines(Outcome outcome) => outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
