using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Reports;

/// <summary>What the run was made with and on.</summary>
internal static class EnvironmentSection
{
    private const string DigestKey = "state.dataDigest";

    public static void Add(Html page, ReportContents contents)
    {
        page.Add($"<section id=\"environment\" class=\"half\">\n<h2>Environment</h2>\n<div class=\"scroll\"><table><tbody>\n");
        foreach (var (name, value) in Rows(contents)) page.Add($"<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>\n");
        page.Add($"</tbody></table></div>\n</section>\n");
    }

    private static IEnumerable<(string Name, string Value)> Rows(ReportContents contents)
    {
        var (run, info) = (contents.Run, contents.Run.Info);
        yield return ("Run", run.Path);
        yield return ("Begun", $"{info.Created.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)}, by Elbo {info.Version}");
        yield return ("Seed", run.Recipe.Seed.ToString(CultureInfo.InvariantCulture));
        yield return ("Data", $"{run.Recipe.Data.Name}, {contents.Noun}s of {contents.Pictures.Shape}{(contents.Noun == "row" ? " values" : "")}");
        yield return ("SHA-256 of the training data", Digest(run) ?? "not recorded");
        if (contents.Vae is { } vae) yield return ("Steps behind this model", Shown.Count(vae.Step));
        yield return ("Page written by", $"Elbo {RunInfo.CurrentVersion}, {RuntimeInformation.FrameworkDescription}");
        yield return ("Page written on", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Shown.Count(Environment.ProcessorCount, "core")}, vectors of {VectorBits} bits");
    }

    private static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 64;

    private static string? Digest(RunDirectory run)
    {
        if (run.Checkpoints.List() is not [var newest, ..]) return null;
        try
        {
            using var file = SafetensorsFile.Open(newest.Path);
            return file.Metadata.GetValueOrDefault(DigestKey);
        }
        catch (ElboException)
        {
            return null;
        }
    }
}
