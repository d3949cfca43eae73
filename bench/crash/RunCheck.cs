using System.Xml.Linq;
using Elbo.Imaging;
using Elbo.Runs;

namespace Elbo.Crash;

/// <summary>What must hold of a run directory at any moment: it opens, and whatever is in it is whole.</summary>
public static class RunCheck
{
    /// <summary>Reads everything there is of a run; says what is wrong, or null.</summary>
    public static string? Complaint(string path)
    {
        // Not yet a run: the next process makes it one.
        if (!RunDirectory.Exists(path)) return null;
        try
        {
            var run = RunDirectory.Open(path);
            run.Metrics.Read();
            foreach (string file in Directory.EnumerateFiles(run.Checkpoints.Folder, "*.safetensors")) Vae.Load(file, 1).Dispose();
            if (File.Exists(run.ReportPath) && !File.ReadAllText(run.ReportPath).TrimEnd().EndsWith("</html>", StringComparison.Ordinal)) return "report.html is cut off";
            foreach (string file in Directory.EnumerateFiles(run.FiguresPath, "*", SearchOption.AllDirectories)) Look(file);
            return null;
        }
        catch (Exception error)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    private static void Look(string file)
    {
        switch (Path.GetExtension(file))
        {
            case ".png": Png.Load(file); break;
            case ".svg": XDocument.Load(file); break;
            case ".gif" when File.ReadAllBytes(file) is not [(byte)'G', (byte)'I', (byte)'F', .., 0x3b]: throw new InvalidDataException($"{file} is cut off");
        }
    }
}
