using Elbo.Data.Tables;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Exchange.Onnx;

/// <summary>The parts of a variational autoencoder in one graph: what lies before, between and behind its networks.</summary>
internal sealed class OnnxVae
{
    private readonly Vae vae;
    private readonly OnnxGraph graph;
    private readonly OnnxNetwork networks;
    private readonly bool preprocessing;
    private string? classes;

    public OnnxVae(Vae vae, OnnxGraph graph, bool preprocessing)
    {
        (this.vae, this.graph, this.preprocessing) = (vae, graph, preprocessing);
        networks = new(graph, vae.Store);
    }

    private ModelOptions Model => vae.Recipe.Model;

    // A row of values is no picture of one pixel.
    private bool IsPicture => vae.Shape is not { Height: 1, Width: 1 };

    private int[] Axes => IsPicture ? [vae.Shape.Channels, vae.Shape.Height, vae.Shape.Width] : [vae.Shape.Channels];

    private string Values => vae.Schema is not null ? "values as the metadata's columns say" : preprocessing ? "intensities in [0, 1]" : "values scaled as the recipe's data.range says";

    /// <summary>The input for examples.</summary>
    public string ImageInput() => graph.Input("image", $"Examples, {Values}", SafetensorsType.F32, Axes);

    /// <summary>An input of one number for each latent dimension.</summary>
    public string LatentInput(string name, string meaning) => graph.Input(name, meaning, SafetensorsType.F32, vae.Latent);

    /// <summary>A conditional model's input for labels; nothing for another.</summary>
    public void LabelInput()
    {
        if (vae.Classes == 0) return;
        string label = graph.Input("label", $"Number of each example's class, 0 to {vae.Classes - 1}", SafetensorsType.I64);
        string ends = graph.Weight(SafetensorsTensor.Floats("label.ends", [2], new float[] { 0, 1 }));
        classes = graph.Add("OneHot", "label", [label, graph.Whole("label.classes", vae.Classes), ends], OnnxAttribute.Whole("axis", -1));
    }

    /// <summary>Mean and standard deviation of the posterior.</summary>
    public (string Mean, string Deviation) Encode(string image)
    {
        bool isPicture = IsPicture;
        if (preprocessing) image = Scaled("preprocessing", image, vae.Preprocessing.FromIntensity);
        if (classes is not null)
        {
            var place = vae.Graph.Condition!.Place;
            if (isPicture && place is { Height: 1, Width: 1 }) (image, isPicture) = (graph.Add("Flatten", "condition", [image]), false);
            image = Given(image, isPicture ? place : null);
        }
        var (head, _) = networks.Add(vae.Graph.Encoder, image, isPicture);
        if (Model.Posterior != PosteriorKind.DiagonalGaussian) throw new ElboException($"ONNX export knows no posterior {Model.Posterior} yet; export as safetensors instead.");
        string[] halves = graph.Split("posterior", head, vae.Latent, vae.Latent);
        (string mean, string rho) = (halves[0], halves[1]);
        string deviation = Model.Deviation switch
        {
            DeviationKind.Softplus => graph.Add("Softplus", "posterior", [rho]),
            DeviationKind.Exp => graph.Add("Exp", "posterior", [graph.Add("Mul", "posterior", [rho, graph.Number("posterior.half", 0.5f)])]),
            _ => throw new ElboException($"ONNX export knows no deviation by {Model.Deviation} yet; export as safetensors instead."),
        };
        float floor = (float)Model.DeviationFloor;
        return (mean, floor > 0 ? graph.Add("Add", "posterior", [deviation, graph.Number("posterior.floor", floor)]) : deviation);
    }

    /// <summary>A sample of the posterior: mean + deviation · noise.</summary>
    public string Sample(string mean, string deviation, string noise) =>
        graph.Add("Add", "sample", [mean, graph.Add("Mul", "sample", [deviation, noise])]);

    /// <summary>The likelihood's mean of a code, as examples.</summary>
    public string Decode(string latent)
    {
        var (head, isPicture) = networks.Add(vae.Graph.Decoder, classes is null ? latent : Given(latent, null), isPicture: false);
        if (IsPicture && !isPicture) head = networks.Reshaped("likelihood", head, vae.Shape.Channels, vae.Shape.Height, vae.Shape.Width);
        string mean = Model.Likelihood switch
        {
            LikelihoodKind.Bernoulli => graph.Add("Sigmoid", "likelihood", [head]),
            LikelihoodKind.Gaussian => head,
            LikelihoodKind.Mixed => vae.Schema is { } schema ? ColumnMeans(head, schema) : head,
            _ => throw new ElboException($"ONNX export knows no likelihood {Model.Likelihood} yet; export as safetensors instead."),
        };
        if (!preprocessing) return mean;
        return graph.Add("Clip", "intensities", [Scaled("intensities", mean, vae.Preprocessing.ToIntensity), graph.Number("intensities.least", 0), graph.Number("intensities.most", 1)]);
    }

    /// <summary>Names the posterior's outputs.</summary>
    public void PosteriorOutputs(string mean, string deviation)
    {
        graph.Output("mean", mean, "Means of the posterior q(z|x)", vae.Latent);
        graph.Output("std", deviation, "Standard deviations of the posterior q(z|x)", vae.Latent);
    }

    /// <summary>Names an output of examples.</summary>
    public void ImageOutput(string name, string value) => graph.Output(name, value, $"Means of the likelihood p(x|z), {Values}", Axes);

    /// <summary>The means of numeric columns, and probabilities of all other values.</summary>
    private string ColumnMeans(string head, TableSchema schema)
    {
        long[] lengths = [.. new long[] { schema.Numeric, schema.Binary }.Where(length => length > 0), .. schema.Groups];
        string[] parts = lengths.Length == 1 ? [head] : graph.Split("likelihood", head, lengths);
        int next = schema.Numeric > 0 ? 1 : 0;
        if (schema.Binary > 0)
        {
            parts[next] = graph.Add("Sigmoid", "likelihood", [parts[next]]);
            next++;
        }
        for (; next < parts.Length; next++) parts[next] = graph.Add("Softmax", "likelihood", [parts[next]], OnnxAttribute.Whole("axis", 1));
        return parts.Length == 1 ? parts[0] : graph.Add("Concat", "likelihood", parts, OnnxAttribute.Whole("axis", 1));
    }

    /// <summary>A value with the labels behind it; behind a picture's channels one more for each class.</summary>
    private string Given(string value, Shape? picture)
    {
        string labels = classes!;
        if (picture is { } place)
        {
            string pixels = graph.Add("Unsqueeze", "condition", [labels, graph.Wholes("condition.pixel", [2, 3])]);
            labels = graph.Add("Expand", "condition", [pixels, graph.Wholes("condition.plane", [1, 1, place.Height, place.Width])]);
        }
        return graph.Add("Concat", "condition", [value, labels], OnnxAttribute.Whole("axis", 1));
    }

    private string Scaled(string place, string value, (float Scale, float Shift) by) =>
        graph.Add("Add", place, [graph.Add("Mul", place, [value, graph.Number(place + ".scale", by.Scale)]), graph.Number(place + ".shift", by.Shift)]);
}
