using Elbo.Sweeps;
using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Shows a sweep: live lines on a terminal, plain lines elsewhere. Always on standard error.</summary>
internal sealed class SweepDisplay(bool quiet) : IProgress<SweepProgress>
{
    private readonly IAnsiConsole? console = quiet ? null : Terminal.OnError();
    private LiveDisplayContext? live;

    /// <summary>What was told last.</summary>
    public SweepProgress? Last { get; private set; }

    /// <summary>Says a sentence between what is shown.</summary>
    public void Warn(string sentence)
    {
        // The console itself keeps its live lines below what is written on it.
        if (console is null) Terminal.Tell(sentence);
        else console.WriteLine(Quoted.Line(sentence));
    }

    /// <summary>Runs a sweep that reports to this.</summary>
    public SweepTable Run(Func<SweepTable> sweep)
    {
        if (console is null) return sweep();
        SweepTable? table = null;
        console.Live(new Text("")).AutoClear(true).Start(context =>
        {
            live = context;
            table = sweep();
        });
        return table!;
    }

    void IProgress<SweepProgress>.Report(SweepProgress value)
    {
        Last = value;
        string place = $"run {value.Run}/{value.Runs}";
        if (value.Activity == SweepActivity.Failing) Warn($"{place} {value.Name} failed: {value.Reason}");
        else if (quiet) return;
        else if (value.Activity == SweepActivity.Skipping) Warn($"{place} {value.Name}: finished before");
        else if (live is not null) Show(live, value, place);
        else if (value.Activity == SweepActivity.Beginning) Terminal.Tell($"{place} {value.Name}");
        else if (value.Training is { EpochEnded: true } training)
            Terminal.Tell($"{place}  {TrainingDisplay.Line(training)}  {TrainingDisplay.Clock(value.Remaining ?? training.Remaining)} for all");
    }

    private void Show(LiveDisplayContext context, SweepProgress value, string place)
    {
        string left = value.Remaining is { } time ? $"  [grey]{TrainingDisplay.Clock(time)} left for all[/]" : "";
        string what = value.Activity == SweepActivity.Measuring ? "  [grey]drawing and measuring[/]" : "";
        var heading = new Markup($"[teal]{place}[/]  {Markup.Escape(value.Name)}{what}{left}").Overflow(Overflow.Crop);
        context.UpdateTarget(value.Training is { } training ? new Rows(heading, TrainingDisplay.Live(training, console!.Profile.Width)) : heading);
    }
}
