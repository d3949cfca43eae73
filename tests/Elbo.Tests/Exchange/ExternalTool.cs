using System.ComponentModel;
using System.Diagnostics;

namespace Elbo.Tests.Exchange;

/// <summary>Programs that models are exchanged with, where this machine has them.</summary>
internal static class ExternalTool
{
    private static readonly Lazy<string?> Runtime = new(() =>
    {
        string folder = Environment.GetEnvironmentVariable("ELBO_ONNXRUNTIME") ?? "";
        return folder.Length > 0 && Run("node", ["-e", $"require({System.Text.Json.JsonSerializer.Serialize(Path.GetFullPath(folder))} + '/node_modules/onnxruntime-node')"]).Code == 0 ? Path.GetFullPath(folder) : null;
    });

    private static readonly Dictionary<string, Lazy<string?>> Pythons = new[] { "onnx", "torch" }.ToDictionary(module => module, module => new Lazy<string?>(() =>
        new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(python => Run(python, ["-c", $"import importlib.util as u, sys; sys.exit(u.find_spec('{module}') is None)"]).Code == 0)));

    /// <summary>The folder of npm packages with onnxruntime-node that ELBO_ONNXRUNTIME names, or null.</summary>
    public static string? OnnxRuntime => Runtime.Value;

    /// <summary>A Python that has this module, or null.</summary>
    public static string? Python(string module) => Pythons[module].Value;

    /// <summary>Runs a script of this folder to its end; anything but success fails the test with what it said.</summary>
    public static string Script(string program, string name, params string[] arguments)
    {
        var (code, output, errors) = Run(program, [Path.Combine(AppContext.BaseDirectory, "Exchange", name), .. arguments]);
        Assert.True(code == 0, $"{name}: {output}{errors}");
        return output;
    }

    private static (int Code, string Output, string Errors) Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, errors.Result);
        }
        catch (Win32Exception)
        {
            return (127, "", "");
        }
    }
}

/// <summary>A theory about what the ONNX runtime makes of a model: skipped, and saying so, where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnnxRuntimeTheoryAttribute : TheoryAttribute
{
    public OnnxRuntimeTheoryAttribute()
    {
        if (ExternalTool.OnnxRuntime is null) Skip = "There is no ONNX runtime here: set ELBO_ONNXRUNTIME to a folder in which `npm i onnxruntime-node` was run; bench/onnx does so.";
    }
}

/// <summary>A fact that a module of Python's decides: skipped, and saying so, where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(string module)
    {
        if (ExternalTool.Python(module) is null) Skip = $"There is no python3 with the module {module} here; Debian has it as python3-{module}.";
    }
}
