using System.Globalization;
using Elbo;
using Elbo.SameBits;

if (args is [Widths.Verb])
{
    Console.WriteLine(Widths.Here);
    return 0;
}
AppDomain.CurrentDomain.ProcessExit += (_, _) => Child.KillRunning();
try
{
    var options = Options.Parse(args);
    SmallData.Write(Path.Combine(options.Work, "data"));
    var state = new CellState(options);
    bool allEqual = true;
    foreach (var series in options.Series)
    {
        foreach (string recipe in options.Recipes.Where(series.Holds)) allEqual &= Comparison.Run(options, state, series, recipe, Say);
    }
    string page = MarkdownTable.Of(options, state);
    File.WriteAllText(options.Out ?? Path.Combine(options.Work, "same-bits.md"), page);
    Console.WriteLine(page);
    return allEqual ? 0 : 1;

    void Say(string line)
    {
        line = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} {line}");
        File.AppendAllText(Path.Combine(options.Work, "log.txt"), line + "\n");
        Console.Error.WriteLine(line);
    }
}
catch (ElboException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
