using System.Runtime.InteropServices;

namespace Elbo.Tests.Exchange;

/// <summary>What a process of the runtime is to compute, and where its results will be.</summary>
internal sealed class OnnxPlan(TemporaryFolder folder)
{
    private readonly List<string> lines = [];

    public void Model(string name) => lines.Add($"model {folder[name]}");

    public void Input<T>(string name, int[] axes, T[] values) where T : unmanaged
    {
        string file = folder.Write($"{lines.Count}.input", MemoryMarshal.AsBytes<T>(values).ToArray());
        lines.Add($"input {name} {(typeof(T) == typeof(long) ? "int64" : "float32")} {string.Join('x', axes)} {file}");
    }

    public Func<float[]> Output(string name)
    {
        string file = folder[$"{lines.Count}.output"];
        lines.Add($"output {name} {file}");
        return () => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();
    }

    public void Run()
    {
        File.WriteAllLines(folder["plan"], lines);
        ExternalTool.Script("node", "run_onnx.js", ExternalTool.OnnxRuntime!, folder["plan"]);
    }
}
