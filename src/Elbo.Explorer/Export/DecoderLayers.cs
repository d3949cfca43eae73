using System.Buffers.Binary;
using System.Text.Json;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Explorer.Export;

/// <summary>
/// A decoder's layers as the page's script takes them. Whatever only matters in training is gone: dropout is left out, batch normalisation
/// is a factor and a summand for each channel, and reshaping is nothing to values that lie channel after channel.
/// </summary>
internal sealed class DecoderLayers
{
    private const double NormalisationEpsilon = 1e-5;

    private readonly ParameterStore store;
    private readonly List<WeightTensor> tensors = [];
    private readonly List<Action<Utf8JsonWriter>> layers = [];
    private Shape shape;

    /// <exception cref="ElboException">A weight is not finite.</exception>
    public DecoderLayers(Vae vae)
    {
        var model = vae.Recipe.Model;
        (store, shape) = (vae.Store, new Shape(model.Latent + vae.Classes));
        for (int i = 0; i < model.Decoder.Count; i++) Add(model.Decoder[i], $"decoder.{i}");
        var (data, output) = (vae.Shape, model.Output);
        Add(output.Kind switch
        {
            OutputKind.Dense => new DenseOptions { Units = data.Features, Activation = output.Activation },
            OutputKind.Convolution => new ConvolutionOptions { Channels = data.Channels, Kernel = output.Kernel, Stride = output.Stride, Activation = output.Activation },
            OutputKind.TransposedConvolution => new TransposedConvolutionOptions { Channels = data.Channels, Kernel = output.Kernel, Stride = output.Stride, Activation = output.Activation },
            _ => throw new ArgumentOutOfRangeException(nameof(vae), output.Kind, "There is no such output."),
        }, $"decoder.{model.Decoder.Count}");
    }

    /// <summary>The weights, in the order of their layers.</summary>
    public IReadOnlyList<WeightTensor> Tensors => tensors;

    /// <summary>All weights.</summary>
    public long Count => tensors.Sum(tensor => (long)tensor.Count);

    /// <summary>Trained values of the decoder, those of biases and normalisation among them.</summary>
    public long Parameters { get; private set; }

    /// <summary>The layers as an array.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("layers");
        foreach (var layer in layers)
        {
            json.WriteStartObject();
            layer(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Add(LayerOptions options, string name)
    {
        switch (options)
        {
            case DenseOptions dense: Dense(dense, name); break;
            case ConvolutionOptions c:
                var coarse = new Shape(c.Channels, (shape.Height + c.Stride - 1) / c.Stride, (shape.Width + c.Stride - 1) / c.Stride);
                Convolution(name, coarse, c.Kernel, Phase.Convolution(shape.Height, shape.Width, c.Kernel, c.Stride), (c.Stride, 1), c.Activation, c.BatchNorm, transposed: false);
                break;
            case TransposedConvolutionOptions t:
                var fine = new Shape(t.Channels, shape.Height * t.Stride, shape.Width * t.Stride);
                Convolution(name, fine, t.Kernel, Phase.Transposed(shape.Height, shape.Width, t.Kernel, t.Stride), (1, t.Stride), t.Activation, t.BatchNorm, transposed: true);
                break;
            case MaxPoolOptions pool:
                Resampling("maxPool", json => json.WriteNumber("size", pool.Size), shape with { Height = (shape.Height + pool.Size - 1) / pool.Size, Width = (shape.Width + pool.Size - 1) / pool.Size });
                break;
            case UpsampleOptions upsample:
                Resampling("upsample", json =>
                {
                    json.WriteNumber("factor", upsample.Factor);
                    json.WriteString("mode", Name(upsample.Mode));
                }, shape with { Height = shape.Height * upsample.Factor, Width = shape.Width * upsample.Factor });
                break;
            case ReshapeOptions reshape: shape = new Shape(reshape.Channels, reshape.Height, reshape.Width); break;
            case DropoutOptions: break;
            default: throw new ArgumentOutOfRangeException(nameof(options), options, "There is no such layer.");
        }
    }

    private void Dense(DenseOptions options, string name)
    {
        int inputs = shape.Features;
        shape = new Shape(options.Units);
        var weighted = Weighted(name, null, options.Units, options.Activation, options.BatchNorm);
        layers.Add(json =>
        {
            json.WriteString("kind", "dense");
            json.WriteNumber("inputs", inputs);
            json.WriteNumber("outputs", options.Units);
            weighted(json);
        });
    }

    private void Convolution(string name, Shape target, int kernel, Phase[] phases, (int Source, int Target) step, Activation activation, bool normalised, bool transposed)
    {
        var source = shape;
        shape = target;
        int[] order = Phase.Order(phases, source.Channels, target.Channels, kernel * kernel, transposed);
        var weighted = Weighted(name, order, target.Channels, activation, normalised);
        layers.Add(json =>
        {
            json.WriteString("kind", "convolution");
            Extent(json, "source", source);
            Extent(json, "target", target);
            json.WriteNumber("sourceStep", step.Source);
            json.WriteNumber("targetStep", step.Target);
            json.WriteStartArray("phases");
            foreach (var phase in phases)
            {
                json.WriteStartObject();
                json.WriteNumber("row", phase.Row);
                json.WriteNumber("column", phase.Column);
                json.WriteStartArray("taps");
                foreach (var (_, down, right) in phase.Taps)
                {
                    json.WriteNumberValue(down);
                    json.WriteNumberValue(right);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            weighted(json);
        });
    }

    private void Resampling(string kind, Action<Utf8JsonWriter> setting, Shape target)
    {
        var source = shape;
        shape = target;
        layers.Add(json =>
        {
            json.WriteString("kind", kind);
            Extent(json, "source", source);
            setting(json);
        });
    }

    /// <summary>Takes the weights into the tensors, and tells how to write what follows them.</summary>
    private Action<Utf8JsonWriter> Weighted(string name, int[]? order, int channels, Activation activation, bool normalised)
    {
        var tensor = new WeightTensor(store, Find(name + ".weight"), order);
        tensors.Add(tensor);
        Parameters += tensor.Count + (channels * (normalised ? 2 : 1));
        float[] shift = new float[channels], scale = new float[normalised ? channels : 0];
        if (!normalised) store.Weights(Find(name + ".bias")).CopyTo(shift);
        else Normalise(name + ".norm.", scale, shift);
        return json =>
        {
            json.WriteString("activation", Name(activation));
            json.WriteNumber("count", tensor.Count);
            json.WriteNumber("exponent", tensor.Exponent);
            json.WriteBase64String("shift", Floats(shift));
            if (normalised) json.WriteBase64String("scale", Floats(scale));
        };
    }

    /// <summary>Batch normalisation by its running statistics as one factor and summand a channel.</summary>
    private void Normalise(string name, float[] scale, float[] shift)
    {
        Span<float> gamma = store.Weights(Find(name + "weight")), beta = store.Weights(Find(name + "bias"));
        Span<float> mean = store.Weights(Find(name + "running_mean")), variance = store.Weights(Find(name + "running_var"));
        for (int c = 0; c < scale.Length; c++)
        {
            double factor = gamma[c] / Math.Sqrt(variance[c] + NormalisationEpsilon);
            (scale[c], shift[c]) = ((float)factor, (float)(beta[c] - (mean[c] * factor)));
        }
    }

    private Parameter Find(string name) =>
        store.Parameters.FirstOrDefault(parameter => parameter.Name == name) ?? throw new InvalidOperationException($"The model has no parameter {name}.");

    private static void Extent(Utf8JsonWriter json, string name, Shape shape)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(shape.Channels);
        json.WriteNumberValue(shape.Height);
        json.WriteNumberValue(shape.Width);
        json.WriteEndArray();
    }

    private static string Name<TKind>(TKind kind) where TKind : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName($"{kind}");

    private static byte[] Floats(float[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }
}
