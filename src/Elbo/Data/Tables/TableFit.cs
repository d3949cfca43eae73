using Elbo.Recipes;

namespace Elbo.Data.Tables;

/// <summary>Measures on training rows what a schema needs: means, deviations, and what missing cells are taken for.</summary>
internal static class TableFit
{
    /// <exception cref="ElboException">A column's numbers are too large to be measured.</exception>
    public static TableColumn Of(TableColumn column, TableCells cells, int index, ReadOnlySpan<int> rows, MissingValues missing)
    {
        var told = new List<double>(rows.Length);
        foreach (int row in rows)
        {
            if (cells[row, index] is var cell && !double.IsNaN(cell)) told.Add(cell);
        }
        if (column.Kind != ColumnKind.Numeric) return missing == MissingValues.Refuse ? column : column with { Fill = Frequent(told) };
        var (mean, deviation) = Moments(told);
        if (!double.IsFinite(mean) || !double.IsFinite(deviation))
            throw new ElboException($"The numbers of the column {Quoted.Text(column.Name)} are too large to be standardised; scale them first.");
        return column with
        {
            Mean = mean,
            Deviation = deviation > 0 ? deviation : 1,
            Fill = missing switch
            {
                MissingValues.Refuse => null,
                MissingValues.Mean => mean,
                MissingValues.Median => Median(told),
                _ => Frequent(told),
            },
        };
    }

    private static (double Mean, double Deviation) Moments(List<double> values)
    {
        if (values.Count == 0) return (0, 1);
        double sum = 0, squares = 0;
        foreach (double value in values) sum += value;
        double mean = sum / values.Count;
        foreach (double value in values) squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / values.Count));
    }

    private static double Median(List<double> values)
    {
        if (values.Count == 0) return 0;
        values.Sort();
        return 0.5 * (values[(values.Count - 1) / 2] + values[values.Count / 2]);
    }

    // Of equally frequent ones the smallest.
    private static double Frequent(List<double> values)
    {
        values.Sort();
        double best = 0;
        int most = 0;
        for (int start = 0; start < values.Count;)
        {
            int end = start + 1;
            while (end < values.Count && values[end] == values[start]) end++;
            if (end - start > most) (most, best) = (end - start, values[start]);
            start = end;
        }
        return best;
    }
}
