using System.Globalization;
using Elbo.Training;
using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Shows training: two live lines on a terminal, one plain line an epoch elsewhere. Always on standard error.</summary>
internal static class TrainingDisplay
{
    private const int BarWidth = 30, Narrow = 84;

    /// <summary>Trains.</summary>
    /// <param name="trainer">Not yet running.</param>
    /// <param name="observers">Makes those who look on, given where they may warn.</param>
    /// <param name="quiet">Whether only warnings are shown.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    public static TrainingResult Run(Trainer trainer, Func<Action<string>, IReadOnlyList<ITrainingObserver>> observers, bool quiet, CancellationToken cancellation)
    {
        var console = quiet ? null : Terminal.OnError();
        // The console itself keeps its live lines below what is written on it.
        Action<string> warn = console is null ? Terminal.Tell : sentence => console.WriteLine(Quoted.Line(sentence));
        (trainer.Warn, trainer.Observers) = (warn, observers(warn));
        if (quiet) return trainer.Run(null, cancellation);
        if (console is null) return trainer.Run(new ImmediateProgress<TrainingProgress>(p => { if (p.EpochEnded) Terminal.Tell(Line(p)); }), cancellation);
        TrainingResult? result = null;
        console.Live(new Text("")).AutoClear(false).Start(live =>
            result = trainer.Run(new ImmediateProgress<TrainingProgress>(p => live.UpdateTarget(Live(p, console.Profile.Width))), cancellation));
        return result!;
    }

    /// <summary>One plain line.</summary>
    internal static string Line(TrainingProgress p)
    {
        string validation = p.ValidationLoss is { } v ? $"  validation {Number(v)}" : "";
        return $"epoch {p.Epoch}/{p.Epochs}  step {p.Step}/{p.Steps}  {Figures(p)}{validation}  {p.ImagesPerSecond:N0} {p.Noun}s/s  {Clock(p.Remaining)} left";
    }

    /// <summary>Two lines, or as many short ones on a narrow terminal; never a line that wraps.</summary>
    internal static Rows Live(TrainingProgress p, int width)
    {
        int length = Math.Clamp(width - 1, 1, BarWidth), full = (int)(length * p.Step / Math.Max(1, p.Steps));
        string bar = $"[teal]{new string('━', full)}[/][grey]{new string('─', length - full)}[/]";
        string place = $"epoch {p.Epoch}/{p.Epochs}  step {p.Step:N0}/{p.Steps:N0}", left = $"{Clock(p.Remaining)} left";
        string speed = $"[grey]{p.ImagesPerSecond:N0} {p.Noun}s/s[/]";
        string[] lines = width >= Narrow
            ? [$"{bar}  {place}  {left}", $"{Figures(p)}  {speed}"]
            : [bar, place, $"{left}  {speed}", .. Figures(p).Split("  ")];
        return new Rows(lines.Select(line => new Markup(line).Overflow(Overflow.Crop)));
    }

    private static string Figures(TrainingProgress p) =>
        $"loss {Number(p.Loss)}  reconstruction {Number(p.Reconstruction)}  KL {Number(p.Kl)}" + (p.SkippedSteps > 0 ? $"  skipped {p.SkippedSteps}" : "");

    // An average over pixels is small.
    private static string Number(double value) => value.ToString(Math.Abs(value) >= 1 || value == 0 ? "F2" : "F5", CultureInfo.CurrentCulture);

    internal static string Clock(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";
}
