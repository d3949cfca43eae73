// How many requests a second a model answers, side by side and one at a time: Elbo.ServingBench MODEL [SECONDS]
using System.Globalization;
using Elbo;
using Elbo.ServingBench;

if (args is not [var path, ..])
{
    Console.Error.WriteLine("usage: Elbo.ServingBench MODEL [SECONDS]");
    return 2;
}
var duration = TimeSpan.FromSeconds(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 2);
using var vae = Vae.Load(path);
const int Most = 8, Large = 32;
float[] pictures = vae.Sample(Large);
var results = Enumerable.Range(0, Most).Select(_ => (Bounds: new double[Large], Means: new float[Large * vae.Latent], Deviations: new float[Large * vae.Latent])).ToArray();
var gate = new Lock();
Console.WriteLine($"{vae.Recipe.Name}, {Environment.ProcessorCount} cores; answers a second, median and 99th percentile of one in microseconds");
foreach (var (name, count, ask) in new (string, int, Action<int, int>)[] { ("encode", 1, Encode), ("score", 1, Score), ("score", Large, Score) })
{
    foreach (int callers in new[] { 1, 2, 4, Most })
    {
        // In turns, so that other work of the machine meets both.
        var alone = Load.Run(callers, duration / 2, caller => { lock (gate) ask(caller, count); });
        var together = Load.Run(callers, duration, caller => ask(caller, count));
        var again = Load.Run(callers, duration / 2, caller => { lock (gate) ask(caller, count); });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name} {count,2} pictures, {callers} callers: one at a time {(alone.Rate + again.Rate) / 2,8:F0} ({Math.Min(alone.Median, again.Median):F0}, {Math.Min(alone.Slowest, again.Slowest):F0}), side by side {together.Rate,8:F0} ({together.Median:F0}, {together.Slowest:F0})"));
    }
}
return 0;

void Encode(int caller, int count) => vae.Encode(pictures.AsSpan(0, count * vae.Shape.Features), results[caller].Means, results[caller].Deviations);

void Score(int caller, int count) => vae.Score(pictures.AsSpan(0, count * vae.Shape.Features), results[caller].Bounds);
