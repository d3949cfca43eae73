using Elbo.Formats;

namespace Elbo.Cli.Tests;

public sealed class TableTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void A_table_is_trained_scored_sampled_and_shown()
    {
        File.WriteAllText(place["people.csv"], People(200, odd: false));
        File.WriteAllText(place["later.csv"], People(60, odd: true));
        var trained = place.Elbo("train", "tabular", "--data", "people.csv", "--out", "table", "--steps", "60").Done();
        Assert.Contains("numeric: height, weight", trained.Errors, StringComparison.Ordinal);
        Assert.Contains("160 training rows", trained.Errors, StringComparison.Ordinal);
        foreach (string name in new[] { "figures/samples.csv", "figures/latent.svg", "figures/loss.svg", "report.html" }) Assert.True(File.Exists(place["table/" + name]), name);
        Assert.False(File.Exists(place["table/figures/samples.png"]));
        string report = File.ReadAllText(place["table/report.html"]);
        foreach (string words in new[] { "<h2>Rows</h2>", "New rows, drawn from the prior", "<th scope=\"col\">eye&amp;colour</th>", "nats per row" }) Assert.Contains(words, report, StringComparison.Ordinal);

        var scored = place.Elbo("score", "table", "--data", "later.csv", "--out", "scores.csv", "--anomalies", "odd=yes").Done();
        Assert.Contains("Area under the ROC curve", scored.Errors, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(place["scores.csv"]);
        Assert.Equal("row,elbo,reconstruction,kl,percentile,column1,excess1,column2,excess2,column3,excess3", lines[0]);
        Assert.Equal(61, lines.Length);
        Assert.All(lines[1..], line => Assert.InRange(double.Parse(line.Split(',')[4], System.Globalization.CultureInfo.InvariantCulture), 0, 100));

        Assert.Equal("new.csv", place.Elbo("sample", "table", "--count", "7", "--out", "new.csv").Done().LastLine);
        string[] drawn = File.ReadAllLines(place["new.csv"]);
        Assert.Equal(("height,weight,eye&colour", 8), (drawn[0], drawn.Length));
        place.Elbo("evaluate", "table", "--data", "later.csv").Done();
        place.Elbo("latent", "table", "--map", "pca").Done();
        place.Elbo("doctor", "table").Done();
        place.Elbo("manifold", "table").Refused(1, "table", "elbo score");
        place.Elbo("sample", "table", "--grid", "2x2").Refused(2, "--count");
        File.WriteAllText(place["other.csv"], "height,weight\n1,2\n");
        place.Elbo("score", "table", "--data", "other.csv").Refused(1, "other.csv", "'eye&colour'");
    }

    [Fact]
    public void A_table_in_an_array_is_described_and_its_anomalies_are_ranked()
    {
        var random = new Random(2);
        Npy.Save(place["rows.npy"], [.. Enumerable.Range(0, 300).SelectMany(i => new[] { random.NextSingle(), random.NextSingle(), i % 10 == 0 ? 1f : 0 })], 300, 3);
        Assert.Contains("240, 30, 30", place.Elbo("data", "info", "rows.npy").Done().Output, StringComparison.Ordinal);
        place.Elbo("train", "tabular", "--data", "rows.npy", "--out", "array", "--steps", "40", "--quiet").Done();
        Assert.Contains("column3 1 against the others", place.Elbo("score", "array", "--data", "rows.npy", "--anomalies", "column3=1").Done().Errors, StringComparison.Ordinal);
        place.Elbo("score", "array", "--anomalies", "column4=1").Refused(2, "'column4'", "'column3'");
    }

    [Fact]
    public void An_interrupted_run_of_a_table_is_resumed_and_a_changed_table_is_refused()
    {
        File.WriteAllText(place["rows.csv"], People(120, odd: false));
        place.Elbo("train", "tabular", "--data", "rows.csv", "--out", "again", "--epochs", "2", "--quiet").Done();
        place.Elbo("train", "--resume", "again", "--quiet").Done();
        File.WriteAllText(place["rows.csv"], People(121, odd: false));
        place.Elbo("train", "--resume", "again", "--quiet").Refused(1, "rows.csv/train", "same data");
    }

    private static string People(int count, bool odd) => $"id,height,weight,eye&colour{(odd ? ",odd" : "")}\n" + string.Concat(Enumerable.Range(0, count).Select(i =>
    {
        bool strange = odd && i % 10 == 0;
        double height = 150 + (i * 37 % 50), weight = (height * 0.9) - 90 + (i * 11 % 7);
        string colour = height > 180 ? "blue" : height > 165 ? "green" : "brown";
        return FormattableString.Invariant($"p{i},{height},{(strange ? 190 - weight : weight):F1},{colour}{(odd ? strange ? ",yes" : ",no" : "")}\n");
    }));
}
