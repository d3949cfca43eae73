namespace Elbo.Cli.Tests;

public sealed class CommandLineTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Help_lists_the_verbs_a_line_each_and_no_verbs_example()
    {
        var help = place.Elbo("--help").Done();
        Assert.Contains("elbo [command] [options]", help.Output);
        Assert.DoesNotContain("Elbo.Cli", help.Output);
        foreach (string verb in new[] { "train", "reconstruct", "sample", "manifold", "latent", "evaluate", "doctor", "recipes", "data", "bench" })
            Assert.Single(help.Output.Split('\n'), line => line.StartsWith("  " + verb + " ", StringComparison.Ordinal));
        Assert.DoesNotContain("elbo bench", help.Output);
        Assert.Equal("", help.Errors);
    }

    [Fact]
    public void Every_verb_helps_with_an_example_that_it_accepts()
    {
        foreach (var verb in All(CommandLine.Root()))
        {
            var example = verb.Example.Split('#', '>')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("elbo", example[0]);
            Assert.Null(Misuse.Of(CommandLine.Root().Parse(example[1..]), example[1..]));
        }
        Assert.Contains("Example:\n  elbo data get mnist", place.Elbo("data", "get", "--help").Done().Output.ReplaceLineEndings("\n"));

        static IEnumerable<Verb> All(Verb verb) => verb.Subcommands.Cast<Verb>().SelectMany(All).Prepend(verb);
    }

    [Fact]
    public void Version_is_one_line() => Assert.Matches(@"^\d+\.\d+\.\d+\S*\s*$", place.Elbo("--version").Done().Output);

    [Fact]
    public void Layers_of_a_recipe_are_shown_without_its_data()
    {
        string table = place.Elbo("recipes", "layers", "mlp-latent", "--set", "model.latent=10").Done().Output;
        foreach (string words in new[] { "1×28×28", "dense, tanh, dropout 0.1", "dense, linear: the posterior's head", "401,920", "1,345,316" }) Assert.Contains(words, table, StringComparison.Ordinal);
        place.Elbo("recipes", "layers", "mlp-latnt").Refused(2, "mlp-latent");
    }

    [Fact]
    public void No_command_shows_the_help_as_an_error()
    {
        var nothing = place.Elbo();
        Assert.Equal(2, nothing.Code);
        Assert.Equal("", nothing.Output);
        Assert.Contains("Commands:", nothing.Errors);
    }

    [Theory]
    [InlineData("trane", "There is no command 'trane'; did you mean 'train'? See elbo --help.")]
    [InlineData("xyzzy", "There is no command 'xyzzy'; see elbo --help.")]
    [InlineData("trane --help", "There is no command 'trane'; did you mean 'train'? See elbo --help.")]
    [InlineData("train --stes 5", "elbo train has no option '--stes'; did you mean '--steps'?")]
    [InlineData("train --stes=5", "elbo train has no option '--stes'; did you mean '--steps'?")]
    [InlineData("evaluate run --jsn", "elbo evaluate has no option '--jsn'; did you mean '--json'?")]
    [InlineData("train -q", "elbo train has no option '-q'; see elbo train --help.")]
    [InlineData("train --steps", "--steps needs a value: --steps N; see elbo train --help.")]
    [InlineData("train --out --steps 3", "--out needs a value: --out DIR; see elbo train --help.")]
    [InlineData("train --set", "--set needs a value: --set KEY=VALUE; see elbo train --help.")]
    [InlineData("train --steps abc", "--steps must be a whole number up to 2147483647, not 'abc'.")]
    [InlineData("train --steps 1.5", "--steps must be a whole number up to 2147483647, not '1.5'.")]
    [InlineData("train --steps 99999999999", "--steps must be a whole number up to 2147483647, not '99999999999'.")]
    [InlineData("train --seed x", "--seed must be a whole number, not 'x'.")]
    [InlineData("bench --seconds x", "--seconds must be a number, not 'x'.")]
    [InlineData("train --steps 5 --steps 6", "--steps is given 2 times; give it once.")]
    [InlineData("train digits more", "elbo train has no use for the word 'more'; see elbo train --help.")]
    [InlineData("evaluate", "elbo evaluate needs RUN: a run directory that elbo train wrote; see elbo evaluate --help.")]
    [InlineData("data", "elbo data needs a command: list, info, get or cache; see elbo data --help.")]
    [InlineData("data lst", "elbo data has no command 'lst'; did you mean 'list'? See elbo data --help.")]
    public void Misuse_is_named_in_one_sentence(string words, string sentence)
    {
        string[] line = words.Split(' ');
        Assert.Equal(sentence, Misuse.Of(CommandLine.Root().Parse(line), line));
    }

    [Theory]
    [InlineData("train --steps 5 --set seed=3 --set training.batch=32")]
    [InlineData("train --set a=1 digits --verbose")]
    [InlineData("recipes")]
    [InlineData("recipes show digits")]
    [InlineData("recipes layers digits --set model.latent=3")]
    [InlineData("train --seed -5")]
    public void What_can_be_run_is_no_misuse(string words)
    {
        string[] line = words.Split(' ');
        Assert.Null(Misuse.Of(CommandLine.Root().Parse(line), line));
    }

    [Fact]
    public void A_misspelt_command_or_option_is_bad_usage()
    {
        place.Elbo("trane").Refused(2, "did you mean 'train'?");
        place.Elbo("train", "--stes", "5").Refused(2, "did you mean '--steps'?");
    }
}
