using System.Text;

namespace Elbo.Crash;

/// <summary>The log as a table in Markdown: what was killed, in which phase, and whether it ended the same.</summary>
public static class CrashTable
{
    private static readonly (Phase Phase, string Heading)[] Columns =
    [
        (Phase.StartUp, "start-up"), (Phase.Resume, "resume"), (Phase.Cache, "cache build"), (Phase.Creation, "creation"), (Phase.Steps, "steps"), (Phase.Checkpoint, "checkpoint"),
        (Phase.Metrics, "metrics"), (Phase.EpochFigure, "epoch's figure"), (Phase.LastFigures, "last figures"), (Phase.Report, "page"), (Phase.Table, "sweep's table"),
    ];

    /// <summary>The table.</summary>
    public static string Of(CrashLog log)
    {
        var text = new StringBuilder();
        text.Append("| Recipe | ").AppendJoin(" | ", Columns.Select(column => column.Heading)).Append(" | kills | runs | bit-identical |\n|---|");
        for (int i = 0; i < Columns.Length + 2; i++) text.Append("--:|");
        text.Append("---|\n");
        foreach (string name in log.Lives.Select(life => life.Case).Distinct()) Row(text, log, name, name);
        Row(text, log, "**all**", null);
        int unreadable = log.Kills.Count(kill => kill.Kill.Complaint is not null);
        text.Append($"\n{log.Kills.Count} kills; after {log.Kills.Count - unreadable} of them everything in the run directory could be read. {log.Seconds:F0} s of processor time.\n");
        foreach (var (name, result) in log.Lives.Where(life => life.Result.Length > 0)) text.Append($"\n- {name}: {result}\n");
        foreach (var (name, kill) in log.Kills.Where(kill => kill.Kill.Complaint is not null)) text.Append($"\n- {name}, killed in {kill.Phase}: {kill.Complaint}\n");
        return text.ToString();
    }

    private static void Row(StringBuilder text, CrashLog log, string heading, string? name)
    {
        var kills = log.Kills.Where(kill => name is null || kill.Case == name).Select(kill => kill.Kill).ToArray();
        var lives = log.Lives.Where(life => name is null || life.Case == name).ToArray();
        int same = lives.Count(life => life.Result.Length == 0);
        text.Append($"| {heading} | ").AppendJoin(" | ", Columns.Select(column => kills.Count(kill => kill.Phase == column.Phase)))
            .Append($" | {kills.Length} | {lives.Length} | {(same == lives.Length ? "yes" : $"{same} of {lives.Length}")} |\n");
    }
}
