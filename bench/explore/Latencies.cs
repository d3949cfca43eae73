namespace Elbo.Drags;

/// <summary>How long answers took.</summary>
internal sealed class Latencies
{
    private readonly List<double> milliseconds = [];

    public int Errors { get; private set; }

    public double Seconds { get; set; }

    public void Add(double taken) => milliseconds.Add(taken);

    public void AddError() => Errors++;

    public void Add(Latencies other)
    {
        milliseconds.AddRange(other.milliseconds);
        Errors += other.Errors;
        Seconds += other.Seconds;
    }

    public string Words()
    {
        milliseconds.Sort();
        return $"{milliseconds.Count:N0} pictures, {milliseconds.Count / Seconds:N0} a second, {Errors} errors; median {At(0.5):F2}, p95 {At(0.95):F2}, p99 {At(0.99):F2}, longest {At(1):F1} ms";
    }

    private double At(double share) => milliseconds.Count == 0 ? double.NaN : milliseconds[(int)(share * (milliseconds.Count - 1))];
}
