using System.Text.RegularExpressions;

namespace Elbo.Cli.Tests;

public sealed class ExportTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void A_run_is_exported_as_one_page_with_its_test_codes_and_nothing_is_served()
    {
        Assert.Equal("page.html", place.Elbo("explore", place.FinishedRun, "--export", "page.html", "--threads", "1").Done().LastLine);
        string page = File.ReadAllText(place["page.html"]);
        Assert.Contains("<title>finished · Elbo</title>", page);
        Assert.Matches("\"scatter\":\\{\"count\":[1-9]", page);
        Assert.NotEmpty(Regex.Matches(page, "class=\"weights\">[A-Za-z0-9+/]{100}"));
    }

    [Fact]
    public void Without_its_data_a_run_is_exported_without_codes_and_says_so()
    {
        string run = place.CopyOfRun("moved"), recipe = Path.Combine(place[run], "recipe.json");
        File.WriteAllText(recipe, Regex.Replace(File.ReadAllText(recipe), "(?<=\"data\": \\{\\s*\"name\": )\"[^\"]*\"", "\"nowhere/at/all\""));
        Assert.Contains("shows no codes", place.Elbo("explore", run, "--export", "bare.html").Done().Errors);
        Assert.DoesNotContain("\"scatter\"", File.ReadAllText(place["bare.html"]));
    }

    [Fact]
    public void What_cannot_be_exported_or_written_is_told_and_leaves_no_file()
    {
        place.Elbo("explore", "none", "--export", "none.html").Refused(1, "none");
        place.Elbo("explore", place.FinishedRun, "--export", Path.Combine("missing", "page.html")).Refused(1, "missing");
        Assert.Empty(Directory.GetFiles(place.Folder, "none.html*"));
    }
}
