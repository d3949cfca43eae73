using System.Globalization;
using Elbo.Data;
using Elbo.Explorer.Decoding;
using Elbo.Explorer.Export;
using Elbo.Explorer.Tests.Export;
using Elbo.Recipes;
using Elbo.Training;

namespace Elbo.Browser.Tests.Export;

public sealed class ExportedDecoderTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Codes = 8;

    public static TheoryData<string> Recipes { get; } = [.. RecipeBook.Names];

    public static TheoryData<string> Layers { get; } = [.. LayerRecipes.Names];

    [ChromiumTheory]
    [MemberData(nameof(Recipes))]
    public async Task Pictures_of_every_known_recipe_equal_those_of_the_server_within_one_grey_level(string recipe)
    {
        using var vae = RandomModels.Of(recipe);
        await Compare(vae);
    }

    [ChromiumTheory]
    [MemberData(nameof(Layers))]
    public async Task Pictures_of_every_kind_of_layer_equal_those_of_the_server_within_one_grey_level(string decoder)
    {
        using var vae = RandomModels.Of(LayerRecipes.Get(decoder));
        await Compare(vae);
    }

    [ChromiumFact]
    public async Task Pictures_of_a_trained_model_equal_those_of_the_server_within_one_grey_level()
    {
        var recipe = RecipeBook.Get("digits").With(["training.steps=150", "training.batch=64", "data.validation=100"]);
        var data = DrawnDigits.Create(train: 1000, validation: 100, test: 100);
        using var trainer = new Trainer(recipe, data, null, threads: 2);
        trainer.Run();
        await Compare(trainer.Vae);
    }

    private async Task Compare(Vae vae)
    {
        string path = Path.Combine(Path.GetTempPath(), $"elbo-export-{Guid.NewGuid():N}.html");
        try
        {
            using (var file = File.Create(path)) ExportPage.Write(file, vae, null, "exported");
            await using var page = await Page.Open(chromium, new Uri(path));
            await page.Until("document.documentElement.dataset.ready !== undefined");
            await Compare(vae, page);
            Assert.Empty(page.Complaints);
            Assert.Equal([new Uri(path).AbsoluteUri], page.Requests);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task Compare(Vae vae, Page page)
    {
        float[] codes = vae.DrawCodes(Codes, seed: 3);
        byte[] labels = vae.DrawLabels(Codes, seed: 3);
        float[] intensities = vae.Decode(codes, labels);
        int features = vae.Shape.Features, spread = 0;
        for (int i = 0; i < Codes; i++)
        {
            byte[] expected = PictureBytes.Of(intensities.AsSpan(i * features, features), vae.Shape);
            string code = string.Join(',', codes[(i * vae.Latent)..((i + 1) * vae.Latent)].Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
            string text = await page.Text($"btoa(String.fromCharCode(...explorer.decoder.decode([{code}], {(labels.Length > 0 ? labels[i] : 0)})))");
            byte[] given = Convert.FromBase64String(text);
            Assert.Equal(expected.Length, given.Length);
            for (int k = 0; k < given.Length; k++)
                Assert.True(Math.Abs(given[k] - expected[k]) <= 1, $"Byte {k} of picture {i} is {given[k]}, but the server's is {expected[k]}.");
            spread = Math.Max(spread, expected.Max() - expected.Min());
            if (i == Codes - 1) await Seen(page, vae, code, labels.Length > 0 ? labels[i] : 0, expected);
        }
        // Pictures of one grey would say nothing.
        Assert.InRange(spread, 25, 255);
    }

    /// <summary>Waits until the page shows that picture, however many frames its decoder takes.</summary>
    private static Task Seen(Page page, Vae vae, string code, int label, byte[] expected)
    {
        int channels = vae.Shape.Channels;
        return page.Until($$"""
            (() => {
              window.moved ??= (explorer.place.change({ code: [{{code}}], label: {{label}} }), true);
              const canvas = document.querySelector('#picture'), copy = document.createElement('canvas');
              [copy.width, copy.height] = [canvas.width, canvas.height];
              const context = copy.getContext('2d', { willReadFrequently: true });
              context.drawImage(canvas, 0, 0);
              const shown = context.getImageData(0, 0, copy.width, copy.height).data;
              const expected = atob('{{Convert.ToBase64String(expected)}}');
              return [...shown].every((value, i) => i % 4 === 3 || Math.abs(value - expected.charCodeAt((i >> 2) * {{channels}} + {{(channels == 3 ? "i % 4" : "0")}})) <= 1);
            })()
            """);
    }
}
