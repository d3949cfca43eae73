using Elbo.Imaging.Charts;

namespace Elbo.Sweeps;

/// <summary>Where a varied setting's values stand along a chart's axis.</summary>
internal sealed class SweepAxis
{
    private const double WideRatio = 50, EdgeRoom = 0.35;

    private readonly Dictionary<string, double> places = new(StringComparer.Ordinal);

    /// <param name="key">The setting.</param>
    /// <param name="values">Its values, in the sweep's order.</param>
    public SweepAxis(string key, IEnumerable<string> values)
    {
        string[] labels = [.. values.Select(RunName.Label).Distinct(StringComparer.Ordinal)];
        double?[] numbers = [.. labels.Select(RunName.Number)];
        bool numeric = Array.TrueForAll(numbers, number => number is not null);
        if (numeric) Array.Sort(numbers, labels);
        double least = numeric ? numbers.Min()!.Value : 0, largest = numeric ? numbers.Max()!.Value : 0;
        double step = numbers.Where(number => number > 0).Min() ?? 1;
        bool wide = Math.Max(largest, -least) > WideRatio * step;
        // Neither a linear nor a logarithmic axis can tell 0, 1 and 200 apart.
        Even = !numeric || (wide && least <= 0);
        for (int i = 0; i < labels.Length; i++) places.Add(labels[i], Even ? i : numbers[i]!.Value);
        Axis = new Axis
        {
            Title = key, Logarithmic = !Even && wide, Marks = [.. places.Select(place => new AxisMark(place.Value, place.Key))],
            Minimum = Even ? -EdgeRoom : null, Maximum = Even ? labels.Length - 1 + EdgeRoom : null,
        };
    }

    /// <summary>The axis.</summary>
    public Axis Axis { get; }

    /// <summary>Whether the values stand in their order at equal distances rather than to scale.</summary>
    public bool Even { get; }

    /// <summary>Where a value stands.</summary>
    public double PlaceOf(string value) => places[RunName.Label(value)];
}
