using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Data;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo data</c>: which data sets there are, and fetching them.</summary>
internal static class DataVerb
{
    public static Command Create() => new("data", "Lists, describes and fetches data sets.\n\nExample:\n  elbo data get mnist") { List(), Info(), Get() };

    private static Command List()
    {
        var command = new Command("list", "Lists the data sets that are known by name.\n\nExample:\n  elbo data list");
        command.Handle((_, _) =>
        {
            Tables.Datasets(Datasets.List());
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Info()
    {
        var name = new Argument<string>("name") { Description = "A data set's name." };
        var command = new Command("info", "Describes a data set and says where it is.\n\nExample:\n  elbo data info mnist") { name };
        command.Handle((parse, _) =>
        {
            Tables.Dataset(Datasets.Info(parse.GetValue(name)!));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Get()
    {
        var name = new Argument<string>("name") { Description = "mnist." };
        var command = new Command("get", "Fetches a data set into your cache folder, checked by SHA-256.\n\nExample:\n  elbo data get mnist") { name };
        command.Handle((parse, cancellation) =>
        {
            var info = Datasets.Info(parse.GetValue(name)!);
            if (info.BuiltIn)
            {
                Console.WriteLine($"{info.Name} is built in; there is nothing to fetch.");
                return ExitCode.Done;
            }
            string folder = DownloadDisplay.Run(progress => MnistDownload.FetchAsync(null, progress, cancellation));
            Console.WriteLine(folder);
            return ExitCode.Done;
        });
        return command;
    }
}
