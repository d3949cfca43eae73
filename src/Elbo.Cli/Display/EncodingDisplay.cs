using Elbo.Data;
using Elbo.Evaluation;

namespace Elbo.Cli.Display;

/// <summary>Ranks the latent dimensions over a data set; where that takes long, tells of it on standard error.</summary>
internal static class EncodingDisplay
{
    public static IReadOnlyList<DimensionUsage> Rank(Vae vae, Dataset data, CancellationToken cancellation) =>
        DimensionUsage.Ranked(vae, data, Lines.Of<int>(done => $"encoded {done:N0} of {data.Count:N0} pictures"), cancellation);
}
