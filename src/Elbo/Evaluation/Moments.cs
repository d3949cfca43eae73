namespace Elbo.Evaluation;

/// <summary>Mean and spread of numbers that come one by one.</summary>
/// <remarks>Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4, 1962.</remarks>
internal struct Moments
{
    private double mean, squares;

    /// <summary>Numbers so far.</summary>
    public int Count { get; private set; }

    /// <summary>Their mean; NaN for none.</summary>
    public readonly double Mean => Count > 0 ? mean : double.NaN;

    /// <summary>Mean squared distance from the mean; NaN for none.</summary>
    public readonly double Variance => Count > 0 ? squares / Count : double.NaN;

    /// <summary>Standard error of the mean; NaN for fewer than two numbers.</summary>
    public readonly double StandardError => Count > 1 ? Math.Sqrt(squares / (Count - 1) / Count) : double.NaN;

    public void Add(double value)
    {
        double before = value - mean;
        mean += before / ++Count;
        squares += before * (value - mean);
    }
}
