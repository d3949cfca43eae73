using System.Diagnostics;
using Elbo.Data;
using Elbo.Evaluation;

namespace Elbo.Cli.Display;

/// <summary>Ranks the latent dimensions over a data set; where that takes long, tells of it on standard error.</summary>
internal static class EncodingDisplay
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<DimensionUsage> Rank(Vae vae, Dataset data, CancellationToken cancellation) =>
        DimensionUsage.Ranked(vae, data, new Lines(data.Count), cancellation);

    private sealed class Lines(int total) : IProgress<int>
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();

        public void Report(int done)
        {
            if (clock.Elapsed < LineEvery) return;
            clock.Restart();
            Console.Error.WriteLine($"encoded {done:N0} of {total:N0} pictures");
        }
    }
}
