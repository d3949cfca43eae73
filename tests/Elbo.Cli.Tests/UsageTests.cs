namespace Elbo.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("trian", "'trian'", "'train'")]
    [InlineData("trian --help", "'trian'", "'train'")]
    [InlineData("recipes shw", "'shw'", "'show'")]
    [InlineData("data", "list, info, get")]
    [InlineData("data frobnicate", "'frobnicate'", "elbo data --help")]
    [InlineData("train --stpes 5", "'--stpes'", "'--steps'")]
    [InlineData("train --stpes=5", "'--stpes'", "'--steps'")]
    [InlineData("evaluate somewhere --jsn", "'--jsn'", "'--json'")]
    [InlineData("train --steps many", "--steps", "whole number", "'many'")]
    [InlineData("bench --seconds soon", "--seconds", "number", "'soon'")]
    [InlineData("train --steps", "--steps", "needs a value")]
    [InlineData("train --steps 1 --steps 2", "--steps", "2 times")]
    [InlineData("train --steps 1 --epochs 2", "--epochs", "--steps")]
    [InlineData("train --threads 0", "--threads", "1024")]
    [InlineData("bench --threads -1", "--threads", "1024")]
    [InlineData("evaluate", "needs RUN")]
    [InlineData("evaluate one two", "'two'")]
    [InlineData("evaluate run --split valid", "--split", "validation", "'valid'")]
    [InlineData("sample run --grid 3", "--grid", "'3'")]
    [InlineData("sample run --grid 3x0", "--grid", "'3x0'")]
    [InlineData("sample run --grid 1000x1000", "--grid", "10000")]
    [InlineData("manifold run --size 1", "--size")]
    [InlineData("train --resume", "--resume RUN")]
    [InlineData("train simpel-vae", "'simpel-vae'", "'simple-vae'")]
    [InlineData("recipes show simpel-vae", "'simpel-vae'", "'simple-vae'")]
    [InlineData("train --set model.laten=3", "'model.laten'", "'model.latent'")]
    [InlineData("train --set model.latent=two", "model.latent", "'two'")]
    [InlineData("train --set model.latent=0", "model.latent", "not 0")]
    [InlineData("train --set model.latent", "'model.latent'", "key=value")]
    [InlineData("train --set objective.kind=elbow", "objective.kind", "elbo")]
    [InlineData("train --steps 0", "training.steps", "1 or more")]
    [InlineData("train --seed -1", "seed", "0 or more")]
    [InlineData("train --data mnits", "'mnits'", "'mnist'")]
    [InlineData("train --data ./nowhere", "'./nowhere'")]
    [InlineData("data info mnits", "'mnits'", "'mnist'")]
    [InlineData("data get mnits", "'mnits'", "'mnist'")]
    public async Task A_mistake_is_refused_in_one_sentence_that_names_what_is_near(string line, params string[] parts)
    {
        using var workshop = new Workshop();
        var outcome = await ElboCommand.RunIn(workshop.Root, line.Split(' '));
        outcome.Refused(2, parts);
        Assert.False(Directory.Exists(workshop.At("runs")));
    }

    [Fact]
    public async Task Where_an_error_came_from_is_shown_on_request_only()
    {
        (await ElboCommand.Run("evaluate", "nowhere")).Refused(1, "nowhere");
        var outcome = await ElboCommand.Run("evaluate", "nowhere", "--verbose");
        Assert.Equal(1, outcome.Code);
        Assert.Contains("   at Elbo.", outcome.Error, StringComparison.Ordinal);
    }
}
