using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Data;
using Elbo.Data.Pictures;
using Elbo.Recipes;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo data</c>: which data sets there are, and fetching them.</summary>
internal static class DataVerb
{
    public static Verb Create() => new("data", "Lists, describes and fetches data sets.", "elbo data get mnist") { List(), Info(), Get(), Cache() };

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
        var name = new Argument<string>("NAME|DIR|FILE") { Description = "A data set's name (see elbo data list), a folder, a zip or tar of pictures, a CSV table, or a NumPy array." };
        var command = new Verb("info", "Describes a data set and says where it is.", "elbo data info mnist") { name };
        command.Handle((parse, cancellation) =>
        {
            string wanted = parse.GetValue(name)!;
            bool known = Datasets.Names.Contains(wanted) || !(Directory.Exists(wanted) || Datasets.HoldsPictures(wanted) || Datasets.HoldsTable(wanted) || ArrayData.IsArray(wanted));
            Tables.Dataset(known ? Datasets.Info(wanted) : Describe(wanted, cancellation));
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
            if (Datasets.HoldsPictures(info.Name)) throw Datasets.NoCeleba(DataFolders.FromEnvironment());
            string folder = DownloadDisplay.Run(progress => MnistDownload.FetchAsync(null, progress, cancellation));
            Terminal.Print(folder);
            return ExitCode.Done;
        });
        return command;
    }

    private static Verb Cache()
    {
        var clear = new Option<bool>("--clear") { Description = "Deletes them; the next start packs anew." };
        var command = new Verb("cache", "Lists or clears the packed pictures of folders and archives.", "elbo data cache --clear") { clear };
        command.Handle(parse =>
        {
            var cache = new PictureCache(DataFolders.FromEnvironment().Packed);
            if (parse.GetValue(clear)) Terminal.Print($"Deleted {cache.Clear()} packed files from {cache.Folder}.");
            else Tables.Files(cache.Folder, cache.List());
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A folder's or archive's data must be read to be described.</summary>
    private static DatasetInfo Describe(string path, CancellationToken cancellation)
    {
        bool pictures = Datasets.HoldsPictures(path), table = Datasets.HoldsTable(path), array = ArrayData.IsArray(path);
        var data = pictures || table || array ? LoadingDisplay.Load(new DataOptions { Name = path }, quiet: false, cancellation: cancellation) : Datasets.Load(path);
        string kind = pictures ? "Picture files" : table ? "A table" : array ? "An array" : "Files in a folder";
        return new DatasetInfo(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), kind, data.Train.Shape,
            data.Train.Count, data.Validation.Count, data.Test.Count, data.Train.LabelNames.Count, BuiltIn: false, Path.GetFullPath(path));
    }
}
