using Elbo.Recipes;

namespace Elbo.Data.Tables;

/// <summary>What the columns of a table are taken for, before anything is measured on them.</summary>
/// <param name="Columns">Those that a model is given.</param>
/// <param name="Left">Those that are left out, and why.</param>
/// <param name="LabelNames">Values of the label's column.</param>
/// <param name="Rows">Rows of the table.</param>
internal sealed record TableDraft(IReadOnlyList<TableColumn> Columns, IReadOnlyList<(string Name, string Why)> Left, IReadOnlyList<string> LabelNames, int Rows)
{
    private const int MostLabels = 256, FewValues = 64;

    /// <summary>Looks at all rows.</summary>
    /// <exception cref="SettingException">A setting does not fit the table.</exception>
    /// <exception cref="ElboException">The table holds nothing that a model can be given.</exception>
    public static TableDraft Of(ITableRows rows, string name, DataOptions options, CancellationToken cancellation)
    {
        var given = ColumnSettings.Parse(options.Columns);
        foreach (string column in given.Keys.Append(options.LabelColumn))
        {
            if (column.Length > 0 && !rows.Columns.Contains(column))
                throw new SettingException($"{name} has no column {Quoted.Text(column)}, which {(column == options.LabelColumn ? "data.labelColumn" : "data.columns")} names; {Hint(column, rows.Columns)}");
        }
        var surveys = new ColumnSurvey[rows.Columns.Count];
        for (int i = 0; i < surveys.Length; i++) surveys[i] = new ColumnSurvey();
        int count = 0;
        while (rows.Next())
        {
            if ((count++ & 4095) == 0) cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < surveys.Length; i++) surveys[i].Add(rows.Cell(i));
        }
        if (count == 0) throw new ElboException($"{name} names columns but holds no rows; give a table with some.");
        var columns = new List<TableColumn>();
        var left = new List<(string, string)>();
        string[] labels = [];
        for (int i = 0; i < surveys.Length; i++)
        {
            string column = rows.Columns[i];
            var survey = surveys[i];
            if (column == options.LabelColumn)
            {
                if (survey.HasMany || survey.Distinct > MostLabels)
                    throw new SettingException($"data.labelColumn {Quoted.Text(column)} of {name} holds more than {MostLabels} different labels; choose a column of fewer.");
                labels = survey.Values();
                continue;
            }
            var (kind, why) = given.TryGetValue(column, out var wanted) ? (Allowed(wanted, survey, column, name), "as data.columns says") : Guess(survey, count);
            if (kind == ColumnKind.Ignored) left.Add((column, why));
            else
            {
                columns.Add(new TableColumn
                {
                    Name = column, Kind = kind, Decimals = kind == ColumnKind.Numeric ? survey.Decimals : -1,
                    Values = kind == ColumnKind.Numeric ? [] : survey.Values(),
                });
            }
        }
        return columns.Count > 0 ? new(columns, left, labels, count)
            : throw new ElboException($"{name} has no column that a model could learn from: {string.Join("; ", left.Take(5).Select(each => $"{Quoted.Text(each.Item1)}: {each.Item2}"))}; set their kinds with data.columns.");
    }

    private static (ColumnKind Kind, string Why) Guess(ColumnSurvey survey, int rows)
    {
        if (survey.Told == 0) return (ColumnKind.Ignored, "all its cells are missing");
        if (!survey.HasMany && survey.Distinct == 1) return (ColumnKind.Ignored, "all its cells are equal");
        if (!survey.HasMany && survey.Distinct == 2) return (ColumnKind.Binary, "");
        if (survey.AllNumbers) return (ColumnKind.Numeric, "");
        return survey.HasMany || survey.Distinct > FewValues || survey.Distinct * 2 > rows
            ? (ColumnKind.Ignored, survey.HasMany ? "text of very many values" : $"text of {survey.Distinct} different values") : (ColumnKind.Categorical, "");
    }

    private static ColumnKind Allowed(ColumnKind wanted, ColumnSurvey survey, string column, string name)
    {
        string? complaint = wanted switch
        {
            ColumnKind.Numeric when !survey.AllNumbers => "numeric, but not all of its cells are numbers",
            ColumnKind.Binary when survey.HasMany || survey.Distinct != 2 => $"binary, but it holds {(survey.HasMany ? "very many" : survey.Distinct)} different values and not 2",
            ColumnKind.Categorical when survey.HasMany => $"categorical, but it holds more than {ColumnSurvey.MostValues} different values or very long ones",
            ColumnKind.Categorical when survey.Distinct < 2 => "categorical, but all its cells are equal",
            _ => null,
        };
        return complaint is null ? wanted : throw new SettingException($"data.columns says that {Quoted.Text(column)} of {name} is {complaint}; give it another kind.");
    }

    private static string Hint(string column, IReadOnlyList<string> known) => Nearest.Find(column, known) is { } near ? $"did you mean {Quoted.Text(near)}?"
        : $"its columns are {string.Join(", ", known.Take(12).Select(Quoted.Text))}{(known.Count > 12 ? ", …" : "")}.";
}
