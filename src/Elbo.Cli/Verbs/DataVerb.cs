using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Data;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo data</c>: which data sets there are, and fetching them.</summary>
internal static class DataVerb
{
    public static Verb Create() => new("data", "Lists, describes and fetches data sets.", "elbo data get mnist") { List(), Info(), Get() };

    private static Verb List()
    {
        var command = new Verb("list", "Lists the data sets that are known by name.", "elbo data list");
        command.Handle(_ =>
        {
            Tables.Datasets(Datasets.List());
            return ExitCode.Done;
        });
        return command;
    }

    private static Verb Info()
    {
        var name = new Argument<string>("NAME") { Description = "A data set's name (see elbo data list)." };
        var command = new Verb("info", "Describes a data set and says where it is.", "elbo data info mnist") { name };
        command.Handle(parse =>
        {
            Tables.Dataset(Datasets.Info(parse.GetValue(name)!));
            return ExitCode.Done;
        });
        return command;
    }

    private static Verb Get()
    {
        var name = new Argument<string>("NAME") { Description = "A data set's name, such as mnist." };
        var command = new Verb("get", "Fetches a data set into your cache folder, checked by SHA-256.", "elbo data get mnist") { name };
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
