using System.CommandLine;
using Elbo.Cli.Display;
using Elbo.Explorer;

namespace Elbo.Cli.Verbs;

/// <summary><c>elbo explore RUN</c>: a page in which the latent space can be touched.</summary>
internal static class ExploreVerb
{
    private const int HighestPort = 65535;

    private static readonly Argument<string> Path = new("RUN|FOLDER") { Description = "A run directory that elbo train wrote, or a folder that holds some." };
    private static readonly Option<int> Port = new("--port") { HelpName = "N", Description = "The port; 0 for any that is free.", DefaultValueFactory = _ => ExplorerOptions.UsualPort };
    private static readonly Option<string?> Host = new("--host") { HelpName = "ADDRESS", Description = "Serve the network at this address, 0.0.0.0 for all; visitors need the token that is printed. This machine alone when left out." };
    private static readonly Option<bool> NoBrowser = new("--no-browser") { Description = "Only print the address." };
    private static readonly Option<string?> Export = new("--export") { HelpName = "FILE", Description = "Write one page with the decoder in it, which opens by a double click and needs no server; nothing is served." };
    private static readonly Option<int> Threads = RunArgument.Threads();

    public static Verb Create()
    {
        var command = new Verb("explore", "Opens a page to move through the latent space of a run, or of several.", "elbo explore runs/my-run") { Path, Port, Host, NoBrowser, Export, Threads };
        command.Handle(Run);
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        int port = parse.GetValue(Port);
        if (port is < 0 or > HighestPort) throw new SettingException($"--port must be between 0 and {HighestPort}, not {port}.");
        if (parse.GetValue(Export) is { } page)
        {
            var (run, vae) = RunArgument.OpenPictures(parse, Path, Threads);
            using (vae) ExportedPage.Save(run, vae, page, cancellation);
            Terminal.Print(page);
            return ExitCode.Done;
        }
        var options = new ExplorerOptions
        {
            Path = parse.GetValue(Path)!,
            Port = port,
            Host = parse.GetValue(Host),
            Threads = RunArgument.Of(parse, Threads),
            Warn = Terminal.Tell,
        };
        Serve(options, browse: !parse.GetValue(NoBrowser) && !Console.IsOutputRedirected, cancellation).GetAwaiter().GetResult();
        return ExitCode.Done;
    }

    /// <summary>Serves until Ctrl-C, which is how this is meant to end.</summary>
    private static async Task Serve(ExplorerOptions options, bool browse, CancellationToken cancellation)
    {
        await using var server = await ExplorerServer.StartAsync(options, cancellation);
        Terminal.Print(server.Address.ToString());
        if (browse && WebBrowser.Open(server.Address)) Terminal.Tell("Opening the browser; Ctrl-C ends the server.");
        var end = new TaskCompletionSource();
        await using var ended = cancellation.Register(end.SetResult);
        await end.Task;
    }
}
