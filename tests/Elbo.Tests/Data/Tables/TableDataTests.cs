using System.Text;
using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Recipes;

namespace Elbo.Tests.Data.Tables;

public sealed class TableDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Kinds_of_columns_are_told_by_their_cells()
    {
        var (data, schema) = Load(People(40));
        Assert.Equal(["age Numeric", "sex Binary", "city Categorical", "paid Binary"], schema.Columns.Select(column => $"{column.Name} {column.Kind}"));
        Assert.Equal(["f", "m"], schema.Columns[1].Values);
        Assert.Equal(["Bern", "Oslo", "Rome"], schema.Columns[2].Values);
        Assert.Equal(1 + 2 + 3, schema.Shape.Features);
        Assert.Equal((32, 4, 4), (data.Train.Count, data.Validation.Count, data.Test.Count));
        string told = string.Join('\n', data.Notices);
        foreach (string words in new[] { "40 rows", "32 to train", "numeric: age", "sex (f, m)", "city (3 values)", "name (text of 40 different values)", "same (all its cells are equal)", "data.columns" })
            Assert.Contains(words, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_standardised_by_the_training_rows_and_the_rest_is_one_hot()
    {
        var (data, schema) = Load(People(40));
        var train = (TableDataset)data.Train;
        double mean = 0, square = 0;
        for (int i = 0; i < train.Count; i++) (mean, square) = (mean + train.Example(i)[0], square + (train.Example(i)[0] * train.Example(i)[0]));
        Assert.Equal(0, mean / train.Count, 1e-5);
        Assert.Equal(1, square / train.Count, 1e-5);
        foreach (var part in new[] { data.Train, data.Validation, data.Test })
        {
            for (int i = 0; i < part.Count; i++)
            {
                var row = ((TableDataset)part).Example(i).ToArray();
                Assert.All(row[1..3], value => Assert.True(value is 0 or 1));
                Assert.Equal(1, row[3..].Sum());
            }
        }
        Assert.Equal(0, schema.Columns[0].Decimals);
    }

    [Fact]
    public void Every_row_is_in_one_part_and_comes_back_as_it_was_written()
    {
        var (data, schema) = Load(People(40));
        var back = new[] { data.Train, data.Validation, data.Test }.SelectMany(part => Enumerable.Range(0, part.Count)
            .Select(i => string.Join(',', schema.Columns.Select((_, c) => TableText.Cell(schema, ((TableDataset)part).Example(i), c)))));
        var written = People(40).Split('\n')[1..^1].Select(line => line.Split(',')).Select(cells => string.Join(',', cells[1..5]));
        Assert.Equal(written.Order(), back.Order());
    }

    [Fact]
    public void Settings_outrank_what_columns_look_like()
    {
        var (_, schema) = Load(People(40), new() { Columns = "age=categorical,\"name=ignored\",paid=numeric", LabelColumn = "city" });
        Assert.Equal([ColumnKind.Categorical, ColumnKind.Binary, ColumnKind.Numeric], schema.Columns.Select(column => column.Kind));
        Assert.Equal("0", schema.Columns[0].Values[0]);
        Assert.Equal(["Bern", "Oslo", "Rome"], schema.LabelNames);
    }

    [Fact]
    public void The_label_column_gives_labels_and_is_no_data()
    {
        var (data, schema) = Load(People(40), new() { LabelColumn = "city" });
        Assert.DoesNotContain(schema.Columns, column => column.Name == "city");
        Assert.Equal(data.Train.Count, data.Train.Labels!.Length);
        Assert.Equal(["Bern", "Oslo", "Rome"], data.Test.LabelNames);
    }

    [Theory]
    [InlineData("agge=numeric", "", "did you mean 'age'")]
    [InlineData("age=number", "", "numeric, binary, categorical, ignored")]
    [InlineData("age", "", "NAME=KIND")]
    [InlineData("name=numeric", "", "not all of its cells are numbers")]
    [InlineData("age=binary", "", "not 2")]
    [InlineData("", "town", "data.labelColumn")]
    public void A_setting_that_does_not_fit_is_refused(string columns, string label, string words) =>
        Assert.Contains(words, Assert.Throws<SettingException>(() => Load(People(40), new() { Columns = columns, LabelColumn = label })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_cell_is_refused_with_its_column_and_row()
    {
        var error = Assert.Throws<ElboException>(() => Load(Gapped("NA")));
        Assert.Contains("'age' of row 3 is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("data.missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MissingValues.Mean, 19.5)]
    [InlineData(MissingValues.Median, 7)]
    [InlineData(MissingValues.MostFrequent, 5)]
    public void A_missing_cell_is_replaced_as_asked(MissingValues missing, double expected)
    {
        var values = new[] { 5.0, 5, 9, 59 };
        var cells = Cells(string.Concat(values.Append(double.NaN).Select(value => $"{(double.IsNaN(value) ? "?" : value)},a\n")));
        var column = TableFit.Of(new() { Name = "column1", Kind = ColumnKind.Numeric }, cells, 0, [0, 1, 2, 3, 4], missing);
        Assert.Equal(expected, column.Fill);
    }

    [Fact]
    public void Missing_text_is_taken_for_the_most_frequent()
    {
        var (data, schema) = Load("x,c\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},{(i == 7 ? "" : i % 5 == 0 ? "red" : i % 6 == 0 ? "green" : "blue")}\n")), new() { Missing = MissingValues.Mean });
        Assert.Equal("blue", schema.Columns[1].Values[(int)schema.Columns[1].Fill!.Value]);
        Assert.Equal(30, data.Train.Count + data.Validation.Count + data.Test.Count);
    }

    [Fact]
    public void A_schema_comes_back_from_its_document()
    {
        var schema = Load(People(40), new() { LabelColumn = "city" }).Schema;
        Assert.Equal(schema, TableSchema.Parse(schema.ToJson()));
        Assert.Null(TableSchema.Parse(schema.ToJson().Replace("\"Values\"", "\"values\"", StringComparison.Ordinal).Replace("[\"f\",\"m\"]", "[\"f\"]", StringComparison.Ordinal)));
        foreach (string damaged in new[] { "", "{}", "[]", "null", "{\"columns\":null,\"labelColumn\":\"\",\"labelNames\":[]}", schema.ToJson()[..^3] }) Assert.Null(TableSchema.Parse(damaged));
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("deviation")]
    public void A_category_with_an_infinite_mean_or_deviation_is_no_schema(string number)
    {
        string text = $$"""{"columns":[{"name":"c","kind":"categorical","{{number}}":-1e309,"decimals":-1,"values":["x","y"],"fill":null}],"labelColumn":"","labelNames":[]}""";
        Assert.Null(TableSchema.Parse(text));
        Assert.NotNull(TableSchema.Parse(text.Replace("-1e309", "1", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_later_table_may_have_its_columns_in_another_order_and_more_of_them()
    {
        var schema = Load(People(40)).Schema;
        var later = Later("paid,extra,city,age,sex\n1.0,z,Rome,20,f\n", schema);
        Assert.Equal((1, 0, 0), (later.Test.Count, later.Train.Count, later.Validation.Count));
        Assert.Equal("20,f,Rome,1", string.Join(',', schema.Columns.Select((_, c) => TableText.Cell(schema, ((TableDataset)later.Test).Example(0), c))));
    }

    [Theory]
    [InlineData("age,sex,city\n1,f,Rome\n", "no column 'paid'")]
    [InlineData("age,sex,city,paid\n1,f,Paris,1\n", "line 2: the column 'city' holds 'Paris'")]
    [InlineData("age,sex,city,paid\nold,f,Rome,1\n", "'old' in the numeric column 'age'")]
    [InlineData("age,sex,city,paid\n\"1,5\",f,Rome,1\n", "a point before decimals")]
    [InlineData("age,sex,city,paid\n,f,Rome,1\n", "'age' of row 1 is missing")]
    [InlineData("age,sex,city,paid\n1e300,f,Rome,1\n", "too far")]
    [InlineData("age,sex,city,paid\n1,f,Rome\n", "has 3 cells")]
    public void A_later_table_that_does_not_fit_is_refused_in_a_sentence(string text, string words)
    {
        var schema = Load(People(40)).Schema;
        string message = Assert.Throws<ElboException>(() => Later(text, schema)).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,b\n", "holds no rows")]
    [InlineData("a,a\n1,2\n", "two columns")]
    [InlineData("a,b\n1,1\n1,1\n", "no column that a model could learn from")]
    public void A_table_of_nothing_is_refused(string text, string words) =>
        Assert.Contains(words, Assert.Throws<ElboException>(() => Load(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_table_without_a_header_has_its_columns_numbered()
    {
        var (_, schema) = Load(string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},{i * i},{(i % 2 == 0 ? "a" : "b")}\n")));
        Assert.Equal(["column1", "column2", "column3"], schema.Columns.Select(column => column.Name));
    }

    [Fact]
    public void The_penguins_are_all_there()
    {
        var data = Datasets.Load("penguins");
        var schema = ((TableDataset)data.Train).Schema;
        Assert.Equal(Penguins.Rows, data.Train.Count + data.Validation.Count + data.Test.Count);
        Assert.Equal(Penguins.Values, schema.Shape.Features);
        var info = Datasets.Info("penguins");
        Assert.Equal((info.Train, info.Validation, info.Test), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal(4207, schema.Columns.Single(column => column.Name == "body_mass_g").Mean, 60.0);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Assert.Contains("There is no file", Assert.Throws<SettingException>(() => Datasets.Load(folder["none.csv"])).Message, StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();

    private static string People(int count) => "name,age,sex,city,paid,same\n" + string.Concat(Enumerable.Range(0, count)
        .Select(i => $"n{i},{i * 7 % 31},{(i % 3 == 0 ? "f" : "m")},{new[] { "Rome", "Oslo", "Bern" }[i * i % 3 % 2 + (i % 5 == 0 ? 1 : 0)]},{i / 2 % 2},7\n"));

    private static string Gapped(string gap)
    {
        string[] lines = People(40).Split('\n');
        string[] cells = lines[3].Split(',');
        cells[1] = gap;
        lines[3] = string.Join(',', cells);
        return string.Join('\n', lines);
    }

    private (DataSplits Data, TableSchema Schema) Load(string text, DataOptions? options = null)
    {
        var data = Datasets.Load((options ?? new()) with { Name = folder.Write("people.csv", Encoding.UTF8.GetBytes(text)) });
        return (data, ((TableDataset)data.Train).Schema);
    }

    private DataSplits Later(string text, TableSchema schema) =>
        Datasets.Load(new DataOptions { Name = folder.Write("later.csv", Encoding.UTF8.GetBytes(text)) }, new LoadOptions { Schema = schema, Whole = true });

    private static TableCells Cells(string text)
    {
        using var rows = new CsvRows(new MemoryStream(Encoding.UTF8.GetBytes(text)), "cells");
        return TableCells.Read(rows, "cells", [new() { Name = "column1", Kind = ColumnKind.Numeric }], "", [], null, default);
    }
}
