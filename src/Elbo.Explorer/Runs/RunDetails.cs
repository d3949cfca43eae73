using System.Text.Json;
using Elbo.Explorer.Answers;
using Elbo.Explorer.Examinations;
using Elbo.Explorer.Planes;
using Elbo.Explorer.Requests;

namespace Elbo.Explorer.Runs;

/// <summary>All that the page needs to know of a run before it shows it.</summary>
internal static class RunDetails
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Writes them as JSON; what needs the test set is left out where there is none.</summary>
    public static async Task<Action<Utf8JsonWriter>> Of(OpenRun run, OpenModel model, CancellationToken cancellation)
    {
        var summary = await Task.Run(() => RunSummary.Of(run), cancellation).ConfigureAwait(false);
        var vae = model.Vae;
        TestCodes? codes = null;
        string? missing = null;
        int count = 0;
        bool loading = false;
        try
        {
            codes = await model.Examination.SomeCodes().WaitAsync(Patience, cancellation).ConfigureAwait(false);
            count = (await model.Examination.Data.Pictures(vae).WaitAsync(cancellation).ConfigureAwait(false)).Count;
        }
        catch (Problem error)
        {
            missing = error.Message;
        }
        catch (TimeoutException)
        {
            // The page can show the model meanwhile, and asks again.
            (loading, missing) = (true, "The test set is still being read; it will be there in a moment.");
        }
        return writer =>
        {
            writer.WriteStartObject();
            (summary with { Shape = vae.Shape }).WriteMembers(writer);
            writer.WriteNumber("checkpoint", vae.Step);
            writer.WriteNumber("atOnce", CodeRules.MostPictures(vae));
            writer.WriteBoolean("conditional", vae.Classes > 0);
            Names(writer, vae.Classes > 0 ? vae.ClassNames : codes?.Pictures is { Labels: not null } pictures ? pictures.LabelNames : []);
            writer.WriteString("likelihood", JsonNamingPolicy.CamelCase.ConvertName(vae.Recipe.Model.Likelihood.ToString()));
            Dimensions(writer, vae, codes);
            writer.WriteStartObject("test");
            writer.WriteNumber("count", count);
            writer.WriteBoolean("labelled", codes?.Pictures.Labels is not null);
            writer.WriteString("missing", missing);
            writer.WriteBoolean("loading", loading);
            writer.WriteEndObject();
            writer.WriteStartArray("axes");
            foreach (string axes in codes is null ? PlaneChoice.All.Take(1) : PlaneChoice.All) writer.WriteStringValue(axes);
            writer.WriteEndArray();
            writer.WriteEndObject();
        };
    }

    private static void Names(Utf8JsonWriter writer, IReadOnlyList<string> names)
    {
        writer.WriteStartArray("classes");
        foreach (string name in names) writer.WriteStringValue(name);
        writer.WriteEndArray();
    }

    private static void Dimensions(Utf8JsonWriter writer, Vae vae, TestCodes? codes)
    {
        writer.WriteStartArray("dimensions");
        // Without a test set nothing is known of them but what the prior says.
        foreach (var d in codes?.Dimensions ?? Enumerable.Range(0, vae.Latent).Select(index => new DimensionCodes(index, double.NaN, true, 0, 1)))
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", d.Index);
            writer.NumberOrNull("kl", d.Kl);
            writer.WriteBoolean("active", d.IsActive);
            writer.NumberOrNull("mean", d.Mean);
            writer.NumberOrNull("deviation", d.Deviation);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
