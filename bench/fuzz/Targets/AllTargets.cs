namespace Elbo.Fuzz.Targets;

/// <summary>Every reader of files that Elbo has.</summary>
internal static class AllTargets
{
    /// <summary>Fresh ones, which write what must be a file into <paramref name="scratch"/>.</summary>
    public static IReadOnlyList<Target> In(string scratch) =>
    [
        new IdxTarget(), new GzippedIdxTarget(), new PngTarget(), new JpegTarget(), new ExifTarget(), new ZipTarget(scratch), new TarTarget(scratch, gzipped: false),
        new TarTarget(scratch, gzipped: true), new PackedTarget(scratch), new PartitionTarget(scratch), new SafetensorsTarget(), new CheckpointTarget(scratch), new ClassNamesTarget(), new RecipeTarget(),
        new SettingsTarget(), new RunTarget(), new MetricsTarget(scratch), new MapTarget(), new SweepTarget(), new SweepTableTarget(),
        new StateDictTarget(scratch), new CsvTarget(), new SchemaTarget(), new NpyTarget(), new NpzTarget(),
    ];
}
