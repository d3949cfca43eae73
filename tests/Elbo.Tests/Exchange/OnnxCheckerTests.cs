using Elbo.Exchange;

namespace Elbo.Tests.Exchange;

public sealed class OnnxCheckerTests
{
    [PythonFact("onnx")]
    public void The_checker_of_the_onnx_project_finds_every_file_sound_and_every_shape()
    {
        using var folder = new TemporaryFolder();
        var files = new List<string>();
        foreach (string named in ExchangedModel.Names)
        {
            using var vae = ExchangedModel.Create(named);
            foreach (bool preprocessing in new[] { false, true }) files.AddRange(OnnxExport.Write(vae, folder[$"{files.Count}"], preprocessing));
        }
        ExternalTool.Script(ExternalTool.Python("onnx")!, "check_onnx.py", [.. files]);
    }
}
