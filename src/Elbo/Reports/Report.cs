using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Runs;

namespace Elbo.Reports;

/// <summary>
/// One page that shows a run: figures, pictures, a latent map to walk in, curves, the doctor's findings, and how to train it
/// again. It is a single HTML file that fetches nothing and opens by a double click.
/// </summary>
public static class Report
{
    /// <summary>Writes the page and returns its path.</summary>
    /// <param name="run">The run, whose metrics and figures may be missing.</param>
    /// <param name="data">What the model was trained on, or other data of its shape. The test part is shown, or the next best that is not empty.</param>
    /// <param name="vae">The run's model, which is left as it is; null while the run has no checkpoint.</param>
    /// <param name="parts">What was measured; measured here, as <see cref="ReportParts.Measure"/> does it, when left out.</param>
    /// <param name="path">Where to write; <c>report.html</c> in the run's directory when left out.</param>
    /// <param name="progress">Told what is being measured or drawn and how much of that is done, on the calling thread.</param>
    /// <param name="cancellation">Ends it; nothing is written then.</param>
    /// <exception cref="ElboException">The data are of another shape than the model's, or the page cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static string Save(RunDirectory run, DataSplits data, Vae? vae, ReportParts? parts = null, string? path = null,
        IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        path ??= run.ReportPath;
        string page = Page(run, data, vae, parts, progress, cancellation);
        AtomicFile.WriteText(path, page);
        return path;
    }

    /// <summary>The page as text.</summary>
    internal static string Page(RunDirectory run, DataSplits data, Vae? vae, ReportParts? parts = null,
        IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        parts ??= vae is null ? new ReportParts() : ReportParts.Measure(run, data, vae, progress, cancellation);
        var contents = ReportContents.Of(run, data, vae, parts);
        var map = vae is null || contents.Pictures.Count == 0 ? null : LatentMap.Of(contents, vae, progress, cancellation);
        var body = new Html();
        Masthead.Add(body, contents);
        body.Add($"<main>\n");
        PictureSection.Add(body, contents, cancellation);
        MapSection.Add(body, contents, map);
        CurveSection.Add(body, contents);
        LatentSection.Add(body, contents);
        EvaluationSection.Add(body, contents);
        FindingSection.Add(body, contents);
        EnvironmentSection.Add(body, contents);
        ReproduceSection.Add(body, contents);
        body.Add($"</main>\n<footer>Written by Elbo {RunInfo.CurrentVersion}. This page fetches nothing and needs no network.</footer>\n");
        return PageTemplate.Fill($"{run.Recipe.Name} · Elbo", body, map is null ? null : MapJson.Text(map));
    }
}
