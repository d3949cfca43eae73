using System.Runtime.InteropServices;
using System.Text.Json;

namespace Elbo.Cli.Tests;

/// <summary>What the command consists of: managed code that reads files as data and never as code.</summary>
public sealed class ShippedCodeTests
{
    /// <summary>Functions of the system that each assembly may call: ours that open and flush a file or folder, and the console library's, which ask Windows for its console's mode.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Elbo.dll"] = ["libc!open", "libc!fsync"],
        ["Spectre.Console.dll"] = ["kernel32.dll!GetConsoleMode", "kernel32.dll!SetConsoleMode", "kernel32.dll!GetStdHandle", "kernel32.dll!GetLastError"],
    };

    private static readonly string[] Own = ["Elbo.Cli.dll", "Elbo.Explorer.dll", "Elbo.dll", "Elbo.Imaging.dll", "Elbo.Tensors.dll"];

    /// <summary>The one process that is started: the user's own browser, with the address of the explorer's page.</summary>
    private const string Browser = "System.Diagnostics.Process::Start";

    [Fact]
    public void Nothing_that_is_shipped_is_native()
    {
        var (managed, native) = CodeScan.Dependencies(File.ReadAllText(At("Elbo.Cli.deps.json")));
        Assert.Empty(native);
        Assert.Superset(Own.ToHashSet(), managed.ToHashSet());
        foreach (string name in managed) Assert.Subset(Allowed.GetValueOrDefault(name, []).ToHashSet(), CodeScan.NativeCode(At(name)).ToHashSet());
    }

    [Fact]
    public void No_type_is_named_by_a_file_and_no_json_is_read_by_reflection() =>
        Assert.All(Own, name => Assert.Equal(name == "Elbo.Cli.dll" ? [Browser] : [], CodeScan.ForbiddenCalls(At(name)).Distinct()));

    [Fact]
    public void Only_the_browser_is_started()
    {
        string[] files = Directory.GetFiles(Path.Combine(Root(AppContext.BaseDirectory), "src"), "*.cs", SearchOption.AllDirectories);
        Assert.Equal(["WebBrowser.cs"], files.Where(file => File.ReadAllText(file).Contains("Process.Start(", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public void Only_the_tensors_hold_unsafe_code() =>
        Assert.Equal(["Elbo.Tensors.dll"], Own.Where(name => CodeScan.IsUnsafe(At(name))));

    [Fact]
    public void The_scan_finds_what_it_looks_for()
    {
        string itself = typeof(ShippedCodeTests).Assembly.Location;
        Assert.Superset(new HashSet<string> { "System.Type::GetType", "System.Activator::CreateInstance", "System.Reflection.Assembly::Load", "System.Text.Json.JsonSerializer::Serialize" },
            CodeScan.ForbiddenCalls(itself).ToHashSet());
        Assert.Equal(["elbo-has-none!nothing"], CodeScan.NativeCode(itself));
        const string Json = """
            { "targets": { "net": { "a/1": { "runtime": { "lib/a.dll": {} }, "native": { "a.so": {} },
              "runtimeTargets": { "runtimes/linux/native/b.so": { "assetType": "native" }, "runtimes/win/lib/c.dll": { "assetType": "runtime" } } } } } }
            """;
        var (managed, native) = CodeScan.Dependencies(Json);
        Assert.Equal(["a.dll"], managed);
        Assert.Equal(["a.so", "runtimes/linux/native/b.so"], native);
    }

    [Fact]
    public void Lines_reach_a_terminal_through_one_place()
    {
        string[] files = Directory.GetFiles(Path.Combine(Root(AppContext.BaseDirectory), "src", "Elbo.Cli"), "*.cs", SearchOption.AllDirectories);
        var direct = files.Where(file => File.ReadAllText(file).Contains("Console.Error.WriteLine", StringComparison.Ordinal)).Select(file => Path.GetFileName(file));
        Assert.Equal(["Terminal.cs"], direct);
    }

    private static string At(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "Elbo.slnx")) ? folder : Root(Path.GetDirectoryName(folder)!);

    /// <summary>Everything that the scan must find. Nobody calls it.</summary>
    private static class Specimen
    {
        public static object? Make(string name) => Type.GetType(name) is { } type ? Activator.CreateInstance(type) : System.Reflection.Assembly.Load(name);

        public static string Write(object value) => JsonSerializer.Serialize(value);

#pragma warning disable SYSLIB1054 // The old attribute is the plain one.
        [DllImport("elbo-has-none", EntryPoint = "nothing")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern void Nothing();
#pragma warning restore SYSLIB1054
    }
}
