using Elbo.Figures;
using Elbo.Imaging;
using Elbo.Runs;
using Elbo.Tests.Training;
using Elbo.Training;

namespace Elbo.Tests.Figures;

public sealed class EpochPicturesTests
{
    private static readonly string[] All =
    [
        "epochs/0003-generations.png", "epochs/0003-reconstructions.png", "epochs/0006-generations.png", "epochs/0006-reconstructions.png",
        "epochs/0007-generations.png", "epochs/0007-reconstructions.png", "epochs/originals.png", "generations.gif",
    ];

    [Fact]
    public void Every_few_epochs_and_after_the_last_there_are_pictures()
    {
        using var folder = new TemporaryFolder();
        var run = Trained(folder["run"]);
        Assert.Equal(All, PictureRun.Files(run.FiguresPath).Keys);
        var frames = Png.Load(run.FigurePath("epochs") + "/0003-generations.png");
        // Five pictures of eight pixels, ten times enlarged, and six gaps of two.
        Assert.Equal((412, 412, 3), (frames.Width, frames.Height, frames.Channels));
        var files = PictureRun.Files(run.FiguresPath);
        Assert.Equal(All.Length, files.Values.Distinct().Count());
        Assert.Equal(3, Frames(run));
    }

    [Fact]
    public void The_last_pictures_are_those_of_the_trained_model_and_of_the_validation_set()
    {
        using var folder = new TemporaryFolder();
        var run = Trained(folder["run"]);
        using var vae = Vae.Load(run.Path);
        float[] shown = Vae.Intensities(PictureRun.Data.Validation, [.. Enumerable.Range(0, 25)]);
        Same(shown, "originals.png");
        Same(vae.Reconstruct(shown), "0007-reconstructions.png");
        var sheet = Png.Load(Path.Combine(run.FigurePath("epochs"), "0007-generations.png"));
        Assert.NotEqual(sheet.Pixels, Sheet(vae.Reconstruct(shown)).Pixels);

        void Same(float[] rows, string name) => Assert.Equal(Sheet(rows).Pixels, Png.Load(Path.Combine(run.FigurePath("epochs"), name)).Pixels);
        Pixmap Sheet(float[] rows) => new ContactSheet { Scale = 10 }.Grid(Pictures.FromRows(rows, vae.Shape), 5);
    }

    [Fact]
    public void Without_a_validation_set_other_pictures_are_shown()
    {
        using var folder = new TemporaryFolder();
        var data = PictureRun.Data with { Validation = PictureRun.Pictures("none", 0, 1) };
        var run = RunDirectory.Create(folder["run"], PictureRun.Recipe("training.epochs=1"));
        using var trainer = new Trainer(run.Recipe, data, run) { Observers = [new EpochPictures(run, data, 1)] };
        trainer.Run();
        // Nine test pictures are two rows.
        Assert.Equal((412, 2 * 80 + 3 * 2), (Originals(run).Width, Originals(run).Height));

        static Pixmap Originals(RunDirectory run) => Png.Load(Path.Combine(run.FigurePath("epochs"), "originals.png"));
    }

    [Fact]
    public void Drawing_changes_no_bit_of_training()
    {
        using var folder = new TemporaryFolder();
        var drawn = Trained(folder["drawn"], "training.scatterSteps=1", "training.pictureEpochs=1");
        Assert.True(PictureRun.Files(drawn.FiguresPath).Count > 28 + 14);
        var bare = RunDirectory.Create(folder["bare"], drawn.Recipe);
        using (var trainer = PictureRun.Trainer(bare)) trainer.Run();
        Assert.Empty(PictureRun.Files(bare.FiguresPath));
        Assert.Equal(DigitRun.Hash(bare), DigitRun.Hash(drawn));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3 * PictureRun.StepsPerEpoch)]
    [InlineData(6 * PictureRun.StepsPerEpoch + 2)]
    public void A_resumed_run_ends_with_the_same_pictures(long stop)
    {
        using var folder = new TemporaryFolder();
        string[] settings = ["training.scatterSteps=3"];
        var straight = Trained(folder["straight"], settings);
        var run = RunDirectory.Create(folder["stopped"], PictureRun.Recipe(settings));
        using (var cancel = new CancellationTokenSource())
        using (var trainer = PictureRun.Trainer(run, [.. TrainingFigures.Of(run, PictureRun.Data), new StopAt(stop, cancel)]))
            Assert.Throws<OperationCanceledException>(() => trainer.Run(null, cancel.Token));
        Trained(run);
        Assert.Equal(PictureRun.Files(straight.FiguresPath), PictureRun.Files(run.FiguresPath));
    }

    [Fact]
    public void Pictures_of_epochs_beyond_the_checkpoint_are_gone_as_soon_as_training_continues()
    {
        using var folder = new TemporaryFolder();
        var run = Trained(folder["run"], "training.scatterSteps=10");
        File.WriteAllText(Path.Combine(run.FigurePath("epochs"), "0099-notes.png"), "mine");
        foreach (var late in run.Checkpoints.List().Where(c => c.Step > 5 * PictureRun.StepsPerEpoch)) File.Delete(late.Path);
        using (var cancel = new CancellationTokenSource())
        using (var trainer = PictureRun.Trainer(run, [.. TrainingFigures.Of(run, PictureRun.Data), new StopAt(21, cancel)]))
            Assert.Throws<OperationCanceledException>(() => trainer.Run(null, cancel.Token));
        Assert.Equal(
            ["epochs/0003-generations.png", "epochs/0003-reconstructions.png", "epochs/0099-notes.png", "epochs/originals.png", "generations.gif",
                "scatter/step-000001.svg", "scatter/step-000010.svg", "scatter/step-000020.svg"],
            PictureRun.Files(run.FiguresPath).Keys);
        Assert.Equal(1, Frames(run));
    }

    [Fact]
    public void Pictures_that_cannot_be_written_are_named_once_and_training_goes_on()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], PictureRun.Recipe("training.pictureEpochs=1", "training.scatterSteps=2"));
        foreach (string name in new[] { "epochs", "scatter" }) File.WriteAllText(run.FigurePath(name), "in the way");
        var warnings = new List<string>();
        using var trainer = PictureRun.Trainer(run, [.. TrainingFigures.Of(run, PictureRun.Data, warnings.Add)]);
        Assert.Equal(7, trainer.Run().Epochs);
        foreach (string name in new[] { "epochs", "scatter" })
            Assert.StartsWith($"Training goes on without a picture: Could not write {run.FigurePath(name)}", warnings.First(w => w.Contains(name, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(2, warnings.Count);
        Assert.All(warnings, warning => Assert.EndsWith(".", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_goes_away_while_training_is_made_again()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], PictureRun.Recipe());
        var gone = new Told(p =>
        {
            if (p is { EpochEnded: true, Epoch: 4 }) Directory.Delete(run.FiguresPath, recursive: true);
        });
        using var trainer = PictureRun.Trainer(run, [.. TrainingFigures.Of(run, PictureRun.Data, message => Assert.Fail(message))]);
        trainer.Run(gone);
        Assert.Equal(All[2..6].Append("generations.gif"), PictureRun.Files(run.FiguresPath).Keys);
    }

    [Fact]
    public void Examples_that_are_no_pictures_are_trained_all_the_same()
    {
        using var folder = new TemporaryFolder();
        var two = PictureRun.Pictures("two", 40, 1, channels: 2);
        var run = RunDirectory.Create(folder["run"], PictureRun.Recipe("training.epochs=2", "training.pictureEpochs=1", "training.scatterSteps=1"));
        var warnings = new List<string>();
        using var trainer = new Trainer(run.Recipe, new(two, two, two), run) { Observers = TrainingFigures.Of(run, new(two, two, two), warnings.Add) };
        trainer.Run();
        Assert.Equal(2, warnings.Count);
        Assert.All(warnings, warning => Assert.Contains("2×8×8", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void Damaged_and_foreign_sheets_are_left_out_of_the_moving_picture()
    {
        using var folder = new TemporaryFolder();
        var run = Trained(folder["run"]);
        string epochs = run.FigurePath("epochs");
        File.WriteAllText(Path.Combine(epochs, "0001-generations.png"), "no picture");
        Png.Save(new Pixmap(3, 3, 1), Path.Combine(epochs, "0002-generations.png"));
        File.Copy(Path.Combine(epochs, "0007-generations.png"), Path.Combine(epochs, "0008-generations.png"));
        Trained(run);
        Assert.False(File.Exists(Path.Combine(epochs, "0008-generations.png")));
        Assert.Equal(3, Frames(run));
    }

    [Fact]
    public void Of_many_frames_the_moving_picture_is_written_every_tenth_and_at_the_end()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], PictureRun.Recipe("training.epochs=23", "training.pictureEpochs=1"));
        var frames = new List<int>();
        using var trainer = PictureRun.Trainer(run, [.. TrainingFigures.Of(run, PictureRun.Data)]);
        trainer.Run(new Told(p => frames.AddRange(p.EpochEnded ? [Frames(run)] : [])));
        Assert.Equal([.. Enumerable.Range(1, 20), 20, 20, 23], frames);
    }

    [Fact]
    public void A_moving_picture_has_no_more_frames_than_its_limit_and_keeps_the_first_and_the_last()
    {
        using var folder = new TemporaryFolder();
        var sheets = new NumberedFigures(folder["sheets"], "", 4, ".png");
        sheets.Prepare(0);
        // Any two of them differ in every pixel, so that each frame is a whole one.
        for (int i = 1; i <= 130; i++) Png.Save(new Pixmap(1, 1, 1, [(byte)i]), sheets.PathOf(i));
        new GenerationsGif(folder["moving.gif"]).Save(sheets.List());
        byte[] gif = File.ReadAllBytes(folder["moving.gif"]);
        Assert.Equal(GenerationsGif.MostFrames, Delays(gif));
        sheets.Prepare(-1);
        new GenerationsGif(folder["moving.gif"]).Save(sheets.List());
        Assert.False(File.Exists(folder["moving.gif"]));
    }

    private static RunDirectory Trained(string path, params string[] settings)
    {
        var run = RunDirectory.Create(path, PictureRun.Recipe(settings));
        Trained(run);
        return run;
    }

    private static void Trained(RunDirectory run)
    {
        using var trainer = PictureRun.Trainer(run, [.. TrainingFigures.Of(run, PictureRun.Data, message => Assert.Fail(message))]);
        trainer.Run();
    }

    private static int Frames(RunDirectory run) => Delays(File.ReadAllBytes(run.FigurePath("generations.gif")));

    /// <summary>Graphic control extensions that show a frame for 0.3 seconds.</summary>
    private static int Delays(ReadOnlySpan<byte> gif)
    {
        ReadOnlySpan<byte> control = [0x21, 0xF9, 4, 4, 30, 0, 0, 0, 0x2C];
        return gif.Count(control);
    }

    private sealed class StopAt(long step, CancellationTokenSource cancel) : ITrainingObserver
    {
        public void StepEnded(Vae vae, in TrainingStepReport report)
        {
            if (vae.Step == step) cancel.Cancel();
        }
    }
}
