using System.Runtime.InteropServices;
using Elbo.Exchange;
using Elbo.Recipes;
using Elbo.Tests.Formats.TensorBoard;

namespace Elbo.Tests.Exchange;

/// <summary>The files as a plain reader of Protocol Buffers finds them.</summary>
public sealed class OnnxExportTests
{
    private static readonly string[] Operators =
    [
        "Add", "BatchNormalization", "Clip", "Concat", "Conv", "ConvTranspose", "Elu", "Expand", "Exp", "Flatten", "Gemm", "Identity", "LeakyRelu", "MaxPool",
        "Mul", "OneHot", "Relu", "Reshape", "Resize", "Sigmoid", "Softplus", "Split", "Tanh", "Unsqueeze",
    ];

    [Theory]
    [MemberData(nameof(ExchangedModel.Names), MemberType = typeof(ExchangedModel))]
    public void Every_value_is_there_before_it_is_read_and_every_weight_once_and_whole(string named)
    {
        using var vae = ExchangedModel.Create(named);
        using var folder = new TemporaryFolder();
        var weights = vae.Store.Parameters.ToDictionary(p => p.Name, p => (p.Dimensions, Values: vae.Store.Weights(p).ToArray()));
        foreach (string path in OnnxExport.Write(vae, folder["models"]))
        {
            var graph = new ProtobufFields(File.ReadAllBytes(path)).Message(7);
            var seen = new HashSet<string> { "" };
            var read = new HashSet<string>();
            foreach (var tensor in graph.Messages(5))
            {
                string name = tensor.Text(8);
                Assert.True(seen.Add(name), name);
                long[] axes = [.. tensor.Values(1)];
                byte[] bytes = tensor.Bytes(9);
                Assert.Equal(axes.Aggregate(tensor.Whole(2) == 7 ? 8L : 4L, (product, axis) => product * axis), bytes.Length);
                if (!weights.TryGetValue(name, out var expected)) continue;
                Assert.Equal(expected.Dimensions.Select(d => (long)d), axes);
                Assert.Equal(expected.Values, MemoryMarshal.Cast<byte, float>(bytes).ToArray());
            }
            foreach (var input in graph.Messages(11)) Assert.True(seen.Add(input.Text(1)));
            foreach (var node in graph.Messages(1))
            {
                Assert.Contains(node.Text(4), Operators);
                Assert.All(node.Texts(1), input => Assert.Contains(input, seen));
                read.UnionWith(node.Texts(1));
                Assert.All(node.Texts(2), output => Assert.True(seen.Add(output), output));
            }
            Assert.All(graph.Messages(12), output => Assert.Contains(output.Text(1), seen));
            Assert.All(graph.Messages(5), tensor => Assert.Contains(tensor.Text(8), read));
            // Each half has its network's weights, the whole has all.
            string kind = Path.GetFileNameWithoutExtension(path);
            Assert.Equal(weights.Keys.Where(name => kind == "vae" || name.StartsWith(kind, StringComparison.Ordinal)).Order(), graph.Messages(5).Select(t => t.Text(8)).Where(weights.ContainsKey).Order());
        }
    }

    [Theory]
    [InlineData("encoder", "image:b,1,28,28", "mean:b,8 std:b,8")]
    [InlineData("decoder", "latent:b,8", "image:b,1,28,28")]
    [InlineData("vae", "image:b,1,28,28 noise:b,8", "reconstruction:b,1,28,28 mean:b,8 std:b,8")]
    public void Inputs_and_outputs_have_plain_names_and_a_batch_of_any_size(string file, string inputs, string outputs)
    {
        foreach (var (recipe, label) in new[] { ("simple-vae model.latent=8", ""), ("conditional-vae", " label:b") })
        {
            using var vae = ExchangedModel.Create(recipe);
            using var folder = new TemporaryFolder();
            OnnxExport.Write(vae, folder.Path);
            var graph = new ProtobufFields(File.ReadAllBytes(folder[file + ".onnx"])).Message(7);
            Assert.Equal(inputs + label, Shown(graph, 11));
            Assert.Equal(outputs, Shown(graph, 12));
        }

        static string Shown(ProtobufFields graph, int field) => string.Join(' ', graph.Messages(field).Select(value =>
            $"{value.Text(1)}:{string.Join(',', value.Message(2).Message(1).Message(2).Messages(1).Select(axis => axis.Has(2) ? axis.Text(2)[..1] : $"{axis.Whole(1)}"))}"));
    }

    [Fact]
    public void A_file_says_what_it_is_and_how_pictures_become_what_it_takes()
    {
        using var vae = ExchangedModel.Create("conditional-vae model.likelihood=gaussian data.range=standardised");
        using var folder = new TemporaryFolder();
        foreach (bool preprocessing in new[] { false, true })
        {
            var model = new ProtobufFields(File.ReadAllBytes(OnnxExport.Write(vae, folder.Path, preprocessing)[2]));
            Assert.Equal((8, 17, "elbo"), (model.Whole(1), model.Message(8).Whole(2), model.Text(2)));
            var metadata = model.Messages(14).ToDictionary(pair => pair.Text(1), pair => pair.Text(2));
            Assert.Equal(vae.Recipe, Recipe.Parse(metadata["recipe"]));
            Assert.Equal(("conditional-vae", "17", "standardised", "[\"zero\",\"one\",\"two\"]"), (metadata["recipe.name"], metadata["step"], metadata["data.range"], metadata["classes"]));
            Assert.Equal(preprocessing ? "intensity" : "model", metadata["image.values"]);
            Assert.Equal(vae.Preprocessing.FromIntensity, (float.Parse(metadata["intensity.scale"], System.Globalization.CultureInfo.InvariantCulture), float.Parse(metadata["intensity.shift"], System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes()
    {
        using var vae = ExchangedModel.Create("conv-mnist");
        using var folder = new TemporaryFolder();
        var first = OnnxExport.Write(vae, folder["a"]).Select(File.ReadAllBytes).ToList();
        Assert.Equal(first, OnnxExport.Write(vae, folder["a"]).Select(File.ReadAllBytes));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_refused_in_a_sentence()
    {
        using var vae = ExchangedModel.Create("tanh-small");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["taken"], "");
        Assert.Contains(folder["taken"], Assert.Throws<ElboException>(() => OnnxExport.Write(vae, folder["taken"])).Message);
    }
}
