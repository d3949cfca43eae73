using System.Globalization;
using System.Text;
using Elbo.Recipes;

namespace Elbo.Exchange.PyTorch;

/// <summary>A model's modules as a Python file, whose class loads the weights that are exported with it.</summary>
internal static class TorchCode
{
    public static string Write(Vae vae, string weights)
    {
        var model = TorchVae.Of(vae);
        var options = vae.Recipe.Model;
        var (scale, shift) = vae.Preprocessing.FromIntensity;
        bool isConditional = vae.Classes > 0;
        string label = isConditional ? ", label" : "", range = isConditional ? $"; label: numbers of classes [n], 0 to {vae.Classes - 1}" : "";
        string values = vae.Schema is null
            ? string.Create(CultureInfo.InvariantCulture, $"# Intensities in [0, 1] become the values that the networks take and give: intensity * scale + shift.\n    scale, shift = {scale:R}, {shift:R}")
            : "# A row's columns become values as the weights' metadata say under 'columns': a number less the mean, over the deviation; a category 1 at its place among its values, 0 at the others.";
        var code = new StringBuilder();
        code.Append(CultureInfo.InvariantCulture, $"""
            # The recipe {vae.Recipe.Name} of Elbo {Runs.RunInfo.CurrentVersion}, as modules of PyTorch.
            #   model = Vae().eval()
            #   model.load_state_dict(safetensors.torch.load_file({Literal(weights)}))
            import torch
            from torch import nn
            from torch.nn import functional


            class Vae(nn.Module):
                {values}
                latent = {vae.Latent}

                def __init__(self):
                    super().__init__()
                    self.encoder = {Sequential(model.Encoder)}
                    self.mean = {model.Mean.Call}
                    self.{model.SpreadName} = {model.Spread.Call}
                    self.decoder = {Sequential(model.Decoder)}

                def encode(self, x{label}):
                    # x: {(vae.Schema is null ? "examples [n, C, H, W] in those values" : "rows [n, values]")}{range}. Gives mean and standard deviation [n, latent].
                    h = self.encoder({Given(model, isConditional, vae.Classes)})
                    return self.mean(h), {Deviation(model, options)}

                def decode(self, z{label}):
                    # z: codes [n, latent]{range}. Gives what the likelihood is made of, {(vae.Schema is null ? "[n, C, H, W]" : "[n, values, 1, 1]")}: {Meaning(options.Likelihood)}.
                    x = self.decoder({(isConditional ? $"torch.cat([z, functional.one_hot(label, {vae.Classes}).to(z)], 1)" : "z")})
                    return x.reshape(-1, {vae.Shape.Channels}, {vae.Shape.Height}, {vae.Shape.Width})

            """);
        return code.ToString().ReplaceLineEndings("\n");
    }

    private static string Meaning(LikelihoodKind likelihood) => likelihood switch
    {
        LikelihoodKind.Bernoulli => "logits, whose sigmoid are the pixels",
        LikelihoodKind.Mixed => "means of numbers, logits of what is one of two, logits of all values of a category, whose softmax are their probabilities",
        _ => "the pixels' means",
    };

    private static string Sequential(IReadOnlyList<TorchModule> modules)
    {
        if (modules.Count == 0) return "nn.Sequential()";
        var text = new StringBuilder("nn.Sequential(\n");
        foreach (var module in modules) text.Append("            ").Append(module.Call).Append(",\n");
        return text.Append("        )").ToString();
    }

    private static string Given(TorchVae model, bool isConditional, int classes)
    {
        string x = model.TakesRow ? "x.flatten(1)" : "x";
        if (!isConditional) return x;
        string labels = $"functional.one_hot(label, {classes}).to(x)";
        return model.TakesRow ? $"torch.cat([{x}, {labels}], 1)" : $"torch.cat([x, {labels}[:, :, None, None].expand(-1, -1, *x.shape[2:])], 1)";
    }

    private static string Deviation(TorchVae model, ModelOptions options)
    {
        string value = options.Deviation == DeviationKind.Exp ? $"torch.exp(0.5 * self.{model.SpreadName}(h))" : $"functional.softplus(self.{model.SpreadName}(h))";
        return options.DeviationFloor > 0 ? string.Create(CultureInfo.InvariantCulture, $"{value} + {options.DeviationFloor:R}") : value;
    }

    // A file's name can hold anything.
    private static string Literal(string text) => "\"" + string.Concat(text.Select(letter => letter is '"' or '\\' || Quoted.Plain(letter) != letter || char.IsSurrogate(letter) ? '_' : letter)) + "\"";
}
