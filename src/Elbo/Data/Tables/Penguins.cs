namespace Elbo.Data.Tables;

/// <summary>
/// A built-in table: 333 penguins of three species near Palmer Station, Antarctica, those of the published 344 of which nothing is missing.
/// </summary>
/// <remarks>
/// Gorman, Williams and Fraser, "Ecological Sexual Dimorphism and Environmental Variability within a Community of Antarctic Penguins
/// (Genus Pygoscelis)", PLoS ONE 9(3), 2014; put together by Horst, Hill and Gorman, "palmerpenguins", 2020, and given to the public domain (CC0).
/// </remarks>
internal static class Penguins
{
    public const string Name = "penguins";

    public const int Rows = 333;

    /// <summary>Values of a row: four numbers, the sex, three species and three islands.</summary>
    public const int Values = 11;

    /// <summary>The table, at its beginning.</summary>
    public static CsvRows Open() => new(typeof(Penguins).Assembly.GetManifestResourceStream("Elbo.Data.Tables.Known.penguins.csv")!, Name);
}
