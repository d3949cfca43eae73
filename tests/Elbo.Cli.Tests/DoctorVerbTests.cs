using System.Text.Json;
using Elbo.Cli.Display;

namespace Elbo.Cli.Tests;

public sealed class DoctorVerbTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Findings_are_lines_of_eighty_letters_with_evidence_and_advice()
    {
        string run = place.Train("averaged", "--steps", "20", "--set", "objective.reduction=mean").Done().LastLine;
        string text = place.Elbo("doctor", run).Done().Output;
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 80));
        string said = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (string sentence in new[] { "objective.reduction is mean: the reconstruction is averaged over 64 values,", "Seen:", "Do: If it was not meant so, set objective.beta", "The run is very short" })
            Assert.Contains(sentence, said);
    }

    [Fact]
    public void A_document_says_the_same()
    {
        string run = place.Train("weightless", "--steps", "20", "--set", "objective.beta=0").Done().LastLine;
        var outcome = place.Elbo("doctor", run, "--json").Done();
        Assert.Equal("", outcome.Errors);
        using var document = JsonDocument.Parse(outcome.Output);
        var root = document.RootElement;
        Assert.False(root.GetProperty("healthy").GetBoolean());
        Assert.Equal(20, root.GetProperty("step").GetInt64());
        var finding = root.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("sickness").GetString() == "klWeight");
        Assert.Equal("objective.beta", finding.GetProperty("setting").GetString());
        Assert.Contains(finding.GetProperty("severity").GetString(), new[] { "warning", "problem" });
        foreach (string key in new[] { "what", "evidence", "advice" }) Assert.NotEqual("", finding.GetProperty(key).GetString());
        Assert.Equal(JsonValueKind.Array, finding.GetProperty("units").ValueKind);
        Assert.Equal(1, place.Elbo("doctor", run, "--strict").Code);
    }

    [Fact]
    public void A_run_without_validation_data_or_metrics_can_be_examined()
    {
        string run = place.Train("plain", "--steps", "20", "--set", "data.validation=0", "--set", "training.select=last").Done().LastLine;
        place.Elbo("doctor", run).Done();
        File.Delete(Path.Combine(place[run], "metrics.csv"));
        place.Elbo("doctor", run).Done();
    }

    [Fact]
    public void What_is_no_run_is_refused() => place.Elbo("doctor", "nowhere").Refused(1, "nowhere");

    [Fact]
    public void Text_is_broken_between_words()
    {
        Assert.Equal(["one two", "three", "incomprehensible", "x"], FindingsText.Wrap("one two three incomprehensible x", 8));
        Assert.Equal([""], FindingsText.Wrap("", 8));
    }
}
