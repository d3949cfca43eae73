using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Elbo.Data;
using Elbo.Explorer.Export;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Explorer.Tests.Export;

public sealed partial class ExportPageTests
{
    public static TheoryData<string> Recipes { get; } = [.. RecipeBook.Names];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_page_takes_at_most_twice_its_weights_in_16_bits_and_60_KiB(string recipe)
    {
        using var vae = RandomModels.Of(recipe);
        string page = PageOf(vae, Noise(vae, 300));
        long decoder = vae.Store.Parameters.Where(parameter => parameter.Trained && parameter.Name.StartsWith("decoder.", StringComparison.Ordinal)).Sum(parameter => (long)parameter.Length);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 2 * decoder, (2 * 2 * decoder) + (60 << 10));
    }

    [Fact]
    public void Codes_give_way_where_the_weights_leave_no_room_for_them()
    {
        var recipe = RecipeBook.Get("tanh-small").With(["model.decoder.*.units=4", "model.latent=40"]);
        using var vae = RandomModels.Of(recipe);
        string with = PageOf(vae, Noise(vae, 4000));
        Assert.InRange(Encoding.UTF8.GetByteCount(with), 1, (4 * ((41 * 4) + (5 * 4) + (5 * 784))) + (60 << 10));
        int kept = (int)Model(with)["scatter"]!["count"]!;
        Assert.InRange(kept, 200, 3999);
    }

    [Fact]
    public void A_page_asks_for_nothing_and_lets_only_its_own_script_run()
    {
        using var vae = RandomModels.Of("digits");
        string page = PageOf(vae, null);
        string policy = Policy().Match(page).Groups[1].Value;
        Assert.StartsWith("default-src 'none'; img-src data:; style-src 'sha256-", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("connect-src", policy);
        Assert.DoesNotContain("http:", page);
        Assert.DoesNotContain("https:", page);
        Assert.DoesNotContain("{{", page);
        Assert.Single(Regex.Matches(page, "<script>"));
    }

    [Fact]
    public void Names_that_try_to_be_markup_stay_text()
    {
        const string Evil = "</script><script>window.broken = 1</script>{{script}}";
        using var vae = RandomModels.Of(RecipeBook.Get("digits") with { Description = Evil });
        string page = PageOf(vae, Noise(vae, 20, Evil), Evil);
        Assert.DoesNotContain("<script>window.broken", page);
        Assert.Equal(3, Regex.Count(page, Regex.Escape("&lt;/script&gt;&lt;script&gt;window.broken")));
        Assert.Equal(Evil, (string?)Model(page)["scatter"]!["names"]![0]);
        Assert.Single(Regex.Matches(page, "<script>"));
    }

    [Fact]
    public void Dimensions_come_in_the_order_of_what_they_carry()
    {
        using var vae = RandomModels.Of("capacity");
        var dimensions = Model(PageOf(vae, Noise(vae, 200)))["dimensions"]!.AsArray();
        double[] kl = [.. dimensions.Select(each => (double)each!["kl"]!)];
        Assert.Equal(kl.OrderDescending(), kl);
        Assert.Equal(Enumerable.Range(0, 16), dimensions.Select(each => (int)each!["index"]!).Order());
        Assert.Equal(Enumerable.Range(0, 16), Model(PageOf(vae, null))["dimensions"]!.AsArray().Select(each => (int)each!["index"]!));
    }

    [Fact]
    public void The_scatter_holds_the_codes_of_test_pictures_within_a_byte()
    {
        using var vae = RandomModels.Of("digits");
        var data = Noise(vae, 300);
        var scatter = Model(PageOf(vae, data))["scatter"]!;
        byte[] bytes = Convert.FromBase64String((string)scatter["codes"]!);
        float[] means = vae.Encode(data.Test).Mean;
        Assert.Equal(300, (int)scatter["count"]!);
        var columns = scatter["columns"]!.AsArray();
        Assert.Equal(["latent 0", "latent 1"], columns.Select(column => (string)column!["axis"]!).Order());
        for (int k = 0; k < 2; k++)
        {
            int dimension = ((string)columns[k]!["axis"]!)[^1] - '0';
            float low = (float)columns[k]!["low"]!, high = (float)columns[k]!["high"]!;
            for (int i = 0; i < 300; i++) Assert.Equal(means[(2 * i) + dimension], low + (bytes[(300 * k) + i] / 255f * (high - low)), 0.51f / 255 * (high - low));
        }
        Assert.Equal(data.Test.Labels!, bytes[600..]);
    }

    [Fact]
    public void A_decoder_too_large_for_a_browser_is_refused_in_one_sentence_that_tells_its_size()
    {
        var error = Assert.Throws<ElboException>(() => ExportPage.RequireRoom(154_574_700, "large"));
        Assert.Contains("154,574,700 weights, which would be a file of 412 MB", error.Message);
        Assert.Contains("elbo explore", error.Message);
        ExportPage.RequireRoom(134_000_000, "as large as may be");
    }

    [Fact]
    public void A_weight_that_is_not_finite_is_refused_by_its_name()
    {
        using var vae = RandomModels.Of("digits");
        vae.Store.Weights(vae.Store.Parameters.First(parameter => parameter.Name == "decoder.1.weight"))[7] = float.PositiveInfinity;
        Assert.Contains("decoder.1.weight", Assert.Throws<ElboException>(() => PageOf(vae, null)).Message);
    }

    private static string PageOf(Vae vae, DataSplits? data, string name = "run")
    {
        using var output = new MemoryStream();
        ExportPage.Write(output, vae, data, name);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static JsonNode Model(string page) => JsonNode.Parse(ModelText().Match(page).Groups[1].Value)!;

    /// <summary>Labelled pictures of noise.</summary>
    private static DataSplits Noise(Vae vae, int count, string name = "one")
    {
        var pixels = new byte[count * vae.Shape.Features];
        var key = new Philox(5, 6, 7);
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)key.Below((ulong)i, 256);
        byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))];
        IReadOnlyList<string> names = vae.Classes > 0 ? vae.ClassNames : [name, "two"];
        var test = new ByteDataset("noise/test", vae.Shape, pixels, labels, names);
        return new DataSplits(test.Slice(0, 0, "noise/train"), test.Slice(0, 0, "noise/validation"), test);
    }

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("id=\"model\">([^<]*)</script>")]
    private static partial Regex ModelText();
}
