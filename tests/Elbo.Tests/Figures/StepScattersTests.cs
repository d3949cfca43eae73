using Elbo.Figures;
using Elbo.Runs;

namespace Elbo.Tests.Figures;

public sealed class StepScattersTests
{
    [Fact]
    public void A_scatter_follows_the_first_step_and_every_so_many()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], PictureRun.Recipe("training.scatterSteps=12", "training.pictureEpochs=null"));
        using var trainer = PictureRun.Trainer(run, [.. TrainingFigures.Of(run, PictureRun.Data)]);
        trainer.Run();
        Assert.Equal(["scatter/step-000001.svg", "scatter/step-000012.svg", "scatter/step-000024.svg"], PictureRun.Files(run.FiguresPath).Keys);
        string svg = File.ReadAllText(Path.Combine(run.FigurePath("scatter"), "step-000024.svg"));
        foreach (string word in new[] { ">mean red<", ">mean green<", ">mean blue<", ">16 points<", "step 24" }) Assert.Contains(word, svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    public void Only_a_plane_of_codes_is_drawn(int latent, int observers)
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], PictureRun.Recipe("training.scatterSteps=12", "training.pictureEpochs=null", $"model.latent={latent}"));
        Assert.Equal(observers, TrainingFigures.Of(run, PictureRun.Data).Count);
    }

    [Fact]
    public void The_codes_are_the_first_batchs_posterior_means_at_that_step()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], PictureRun.Recipe("training.steps=4", "training.scatterSteps=4"));
        using var trainer = PictureRun.Trainer(run, [.. TrainingFigures.Of(run, PictureRun.Data)]);
        trainer.Run();
        var first = PictureRun.Data.Train.Slice(0, 16, "first");
        var chart = ColourScatter.Of(trainer.Vae, trainer.Vae.Encode(first).Mean, Vae.Intensities(first, [.. Enumerable.Range(0, 16)]), 4);
        Assert.Equal(chart.ToSvg(), File.ReadAllText(Path.Combine(run.FigurePath("scatter"), "step-000004.svg")));
    }
}
