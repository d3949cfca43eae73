using Elbo.Exchange;
using Elbo.Exchange.PyTorch;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Tests.Training;
using Elbo.Training;

namespace Elbo.Tests.Exchange;

public sealed class SafetensorsExchangeTests
{
    [Theory]
    [MemberData(nameof(ExchangedModel.Names), MemberType = typeof(ExchangedModel))]
    public void What_is_exported_comes_back_to_the_last_bit(string named)
    {
        using var vae = ExchangedModel.Create(named);
        using var folder = new TemporaryFolder();
        string path = SafetensorsExport.Write(vae, folder["weights.safetensors"])[0];
        float[] before = vae.Store.All(ParameterBlock.Weights).ToArray();
        vae.Store.All(ParameterBlock.Weights).Clear();
        using var file = SafetensorsFile.Open(path);
        new StateLoader(file, path, vae).Load(new StateDict(file, path, []));
        Assert.Equal(before, vae.Store.All(ParameterBlock.Weights).ToArray());
    }

    [Theory]
    [InlineData("simple-vae", "encoder.0.weight:500x784 encoder.0.bias:500 encoder.2.weight:120x500 encoder.2.bias:120 mean.weight:2x120 mean.bias:2 rho.weight:2x120 rho.bias:2 decoder.0.weight:120x2 decoder.0.bias:120 decoder.2.weight:500x120 decoder.2.bias:500 decoder.4.weight:784x500 decoder.4.bias:784")]
    [InlineData("simple-vae model.encoder.*.dropout=0.5 model.deviation=exp model.decoder=[]", "encoder.0.weight:500x784 encoder.0.bias:500 encoder.3.weight:120x500 encoder.3.bias:120 mean.weight:2x120 mean.bias:2 log_variance.weight:2x120 log_variance.bias:2 decoder.0.weight:784x2 decoder.0.bias:784")]
    [InlineData("conv-mnist", "encoder.1.weight:4x1x3x3 encoder.2.weight:4 encoder.2.bias:4 encoder.2.running_mean:4 encoder.2.running_var:4 encoder.2.num_batches_tracked: encoder.5.weight:5x4x3x3 encoder.6.weight:5 encoder.6.bias:5 encoder.6.running_mean:5 encoder.6.running_var:5 encoder.6.num_batches_tracked: encoder.8.weight:6x5x3x3 encoder.9.weight:6 encoder.9.bias:6 encoder.9.running_mean:6 encoder.9.running_var:6 encoder.9.num_batches_tracked: mean.weight:3x36 mean.bias:3 rho.weight:3x36 rho.bias:3 decoder.0.weight:36x3 decoder.1.weight:36 decoder.1.bias:36 decoder.1.running_mean:36 decoder.1.running_var:36 decoder.1.num_batches_tracked: decoder.4.weight:6x6x3x3 decoder.6.weight:6 decoder.6.bias:6 decoder.6.running_mean:6 decoder.6.running_var:6 decoder.6.num_batches_tracked: decoder.8.weight:6x5x3x3 decoder.10.weight:5 decoder.10.bias:5 decoder.10.running_mean:5 decoder.10.running_var:5 decoder.10.num_batches_tracked: decoder.12.weight:5x1x3x3 decoder.14.weight:1 decoder.14.bias:1 decoder.14.running_mean:1 decoder.14.running_var:1 decoder.14.num_batches_tracked: decoder.17.weight:240x384 decoder.17.bias:240")]
    public void Names_and_axes_are_those_of_the_modules_that_a_pytorch_user_writes(string named, string tensors)
    {
        using var vae = ExchangedModel.Create(named);
        using var folder = new TemporaryFolder();
        using var file = SafetensorsFile.Open(SafetensorsExport.Write(vae, folder["weights.safetensors"])[0]);
        Assert.Equal(tensors, string.Join(' ', file.Tensors.Select(entry => $"{entry.Name}:{string.Join('x', entry.Shape)}")));
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal(vae.Recipe, Recipe.Parse(file.Metadata["recipe"]));
        if (!named.StartsWith("conv", StringComparison.Ordinal)) return;
        var batches = new long[1];
        file.ReadIntegers("encoder.2.num_batches_tracked", batches);
        Assert.Equal(17, batches[0]);
    }

    [Fact]
    public void The_class_beside_the_weights_shows_the_layers_one_by_one()
    {
        using var vae = ExchangedModel.Create("conv-rgb48");
        using var folder = new TemporaryFolder();
        string[] lines = File.ReadAllLines(SafetensorsExport.Write(vae, folder["their's \"weights\".safetensors"])[1]);
        Assert.Contains("#   model.load_state_dict(safetensors.torch.load_file(\"their's _weights_.safetensors\"))", lines);
        int start = Array.IndexOf(lines, "        self.encoder = nn.Sequential(");
        Assert.Equal(
            [
                "nn.Conv2d(3, 4, 7, stride=1, padding=(3, 3)),", "nn.LeakyReLU(0.2),", "nn.MaxPool2d(2, ceil_mode=True),", "nn.Conv2d(4, 5, 5, stride=1, padding=(2, 2)),",
                "nn.LeakyReLU(0.2),", "nn.MaxPool2d(2, ceil_mode=True),", "nn.Flatten(),", "nn.Linear(30, 20),", "nn.LeakyReLU(0.2),", "nn.Linear(20, 12),", "nn.LeakyReLU(0.2),", ")",
            ],
            lines[(start + 1)..(start + 13)].Select(line => line.Trim()));
        Assert.Contains("        self.log_variance = nn.Linear(12, 3)", lines);
    }

    [Fact]
    public void Other_numbers_nested_modules_and_the_usual_names_of_heads_are_understood()
    {
        using var vae = ExchangedModel.Create("mlp-latent");
        using var folder = new TemporaryFolder();
        float[] before = vae.Store.All(ParameterBlock.Weights).ToArray();
        var state = new StateFile(SafetensorsExport.Write(vae, folder["weights.safetensors"])[0]);
        foreach (string leaf in new[] { "weight", "bias" })
        {
            state.Rename($"encoder.3.{leaf}", $"encoder.10.1.{leaf}");
            state.Rename($"encoder.0.{leaf}", $"encoder.2.{leaf}");
            state.Rename($"mean.{leaf}", $"fc_mu.{leaf}");
            state.Rename($"rho.{leaf}", $"fc_var.{leaf}");
            state.Rename($"decoder.0.{leaf}", $"net.fc3.{leaf}");
        }
        vae.Store.All(ParameterBlock.Weights).Clear();
        state.LoadInto(vae, folder["theirs.safetensors"], ("net.fc3", "decoder.0"));
        Assert.Equal(before, vae.Store.All(ParameterBlock.Weights).ToArray());
    }

    [Fact]
    public void A_head_in_one_piece_and_biases_before_batch_normalisation_give_the_same_model()
    {
        using var vae = ExchangedModel.Create("conv-mnist");
        using var folder = new TemporaryFolder();
        float[] pictures = Vae.Intensities(ExchangedModel.Pictures(vae.Shape, 5), [0, 1, 2, 3, 4]);
        var before = vae.Encode(pictures);
        var state = new StateFile(SafetensorsExport.Write(vae, folder["weights.safetensors"])[0]);
        foreach (string leaf in new[] { "weight", "bias" })
        {
            var (mean, rho) = (state.Take("mean." + leaf), state.Take("rho." + leaf));
            state["encoder.12." + leaf] = ([6, .. mean.Shape[1..]], [.. mean.Values, .. rho.Values]);
        }
        var (shape, running) = state["encoder.2.running_mean"];
        state["encoder.1.bias"] = (shape, [0.5f, -1, 2, 0]);
        state["encoder.2.running_mean"] = (shape, [running[0] + 0.5f, running[1] - 1, running[2] + 2, running[3]]);
        vae.Store.All(ParameterBlock.Weights).Clear();
        state.LoadInto(vae, folder["theirs.safetensors"]);
        var after = vae.Encode(pictures);
        for (int i = 0; i < before.Mean.Length; i++)
        {
            Assert.Equal(before.Mean[i], after.Mean[i], 1e-5f);
            Assert.Equal(before.Deviation[i], after.Deviation[i], 1e-5f);
        }
    }

    [Fact]
    public void What_does_not_fit_is_named_in_a_sentence()
    {
        using var vae = ExchangedModel.Create("simple-vae");
        using var narrow = ExchangedModel.Create("conv-mnist");
        using var folder = new TemporaryFolder();
        string path = SafetensorsExport.Write(vae, folder["weights.safetensors"])[0], other = SafetensorsExport.Write(narrow, folder["narrow.safetensors"])[0];
        Refused("lacks encoder.2.bias, 120, which nn.Linear(500, 120) of model.encoder.1 needs", state => state.Take("encoder.2.bias"));
        Refused("'decoder.2.weight' as 500×119, but nn.Linear(120, 500) of model.decoder.1 needs 500×120", state => state["decoder.2.weight"] = ([500, 119], new float[500 * 119]));
        Refused("decoder, but the recipe needs 3: nn.Linear(500, 784) of model.decoder.2 is missing", state =>
        {
            state.Take("decoder.4.weight");
            state.Take("decoder.4.bias");
        });
        Refused("'decoder.9.weight', 3×784, for which the recipe has no layer in its decoder", state => state["decoder.9.weight"] = ([3, 784], new float[3 * 784]));
        Refused("'encoder.first.weight', which is no part of a VAE", state => state["encoder.first.weight"] = ([1], [1]));
        Refused("'discriminator.weight', which is no part of a VAE", state => state["discriminator.weight"] = ([1], [1]));
        Refused("lacks rho.weight, 2×120, one of the encoder's two heads", state =>
        {
            state.Take("rho.weight");
            state.Take("rho.bias");
        });
        Refused("both mean and mu, where one head is wanted", state => state["mu.weight"] = state["mean.weight"]);
        Refused("NaN in 'mean.bias'", state => state["mean.bias"] = ([2], [1, float.NaN]));
        Refused("batch normalisation at encoder.0, where the recipe has nn.Linear(784, 500) of model.encoder.0", state => state["encoder.0.running_mean"] = ([500], new float[500]));
        Refused("a layer's weights at encoder.2, where the recipe has nn.BatchNorm2d(4) of model.encoder.0", state =>
        {
            foreach (string statistic in new[] { "running_mean", "running_var" }) state.Take("encoder.2." + statistic);
        }, narrow, other);
        Refused("-1 in 'encoder.2.running_var'", state => state["encoder.2.running_var"] = ([4], [1, 1, -1, 1]), narrow, other);
        Refused("'encoder.1.bias' as 3, but its layer has 4 channels", state => state["encoder.1.bias"] = ([3], [1, 1, 1]), narrow, other);

        void Refused(string sentence, Action<StateFile> damage, Vae? target = null, string? from = null)
        {
            var state = new StateFile(from ?? path);
            damage(state);
            string message = Assert.Throws<ElboException>(() => state.LoadInto(target ?? vae, folder["theirs.safetensors"])).Message;
            Assert.Contains(sentence, message);
            Assert.StartsWith("theirs ", message, StringComparison.Ordinal);
            Assert.EndsWith(".", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_imported_run_is_a_run_that_trains_on()
    {
        using var folder = new TemporaryFolder();
        var recipe = DigitRun.Recipe("tanh-small", 20);
        using (var trainer = new Trainer(recipe, DigitRun.Data, null, 1))
        {
            trainer.Run();
            SafetensorsExport.Write(trainer.Vae, folder["weights.safetensors"]);
            var run = SafetensorsImport.Run(recipe, DigitRun.Data, folder["weights.safetensors"], folder["run"]);
            using var vae = Vae.Load(run.Path, 1);
            Assert.Equal(trainer.Vae.Store.All(ParameterBlock.Weights).ToArray(), vae.Store.All(ParameterBlock.Weights).ToArray());
            Assert.Equal(trainer.Vae.Preprocessing, vae.Preprocessing);
        }
        double before, after;
        using (var vae = Vae.Load(folder["run"], 1)) before = vae.Evaluate(DigitRun.Data.Test).Elbo;
        using (var on = Trainer.Resume(RunDirectory.Open(folder["run"]), DigitRun.Data, 1))
        {
            on.Run();
            after = on.Vae.Evaluate(DigitRun.Data.Test).Elbo;
        }
        Assert.True(after > before, $"{before} to {after}");
    }

    [Fact]
    public void Weights_that_do_not_fit_leave_no_run_behind()
    {
        using var folder = new TemporaryFolder();
        using var vae = ExchangedModel.Create("simple-vae");
        SafetensorsExport.Write(vae, folder["weights.safetensors"]);
        Assert.Throws<ElboException>(() => SafetensorsImport.Run(DigitRun.Recipe("tanh-small", 20), DigitRun.Data, folder["weights.safetensors"], folder["run"]));
        Assert.False(Directory.Exists(folder["run"]));
    }
}
