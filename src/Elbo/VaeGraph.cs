using Elbo.Conditions;
using Elbo.Data.Tables;
using Elbo.Likelihoods;
using Elbo.Networks;
using Elbo.Objectives;
using Elbo.Posteriors;
using Elbo.Priors;
using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo;

/// <summary>A variational autoencoder as its choices: encoder, posterior, prior, decoder, likelihood, objective.</summary>
/// <remarks>Kingma and Welling, "Auto-Encoding Variational Bayes", ICLR 2014.</remarks>
internal sealed class VaeGraph
{
    private readonly Network encoder, decoder;
    private readonly ModelOptions model;

    public VaeGraph(Recipe recipe, Shape shape, ParameterStore store, int classes = 0, TableSchema? schema = null)
    {
        (model, Shape) = (recipe.Model, shape);
        Condition = classes == 0 ? null : new LabelCondition(classes, LabelCondition.EncoderPlace(model.Encoder, shape, classes));
        Posterior = PosteriorChoice.Of(model);
        Prior = PriorChoice.Of(model);
        Likelihood = LikelihoodChoice.Of(model, shape, schema, store);
        Objective = ObjectiveChoice.Of(recipe.Objective, shape);
        encoder = Network.Encoder(model, shape, Posterior.HeadSize(model.Latent), classes);
        decoder = Network.Decoder(model, shape, classes);
        encoder.Register(store);
        decoder.Register(store);
    }

    public Shape Shape { get; }

    public int Latent => model.Latent;

    /// <summary>What the networks are given beside example and code; null for nothing.</summary>
    public LabelCondition? Condition { get; }

    public IPosterior Posterior { get; }

    public IPrior Prior { get; }

    public ILikelihood Likelihood { get; }

    public IObjective Objective { get; }

    /// <summary>From data to the posterior's head.</summary>
    public Network Encoder => encoder;

    /// <summary>From latents to the likelihood's head.</summary>
    public Network Decoder => decoder;

    /// <summary>Values of the largest layer.</summary>
    public long Widest => Math.Max(encoder.Widest, decoder.Widest);

    /// <summary>Floating-point operations of the matrix products of one training example.</summary>
    public double FlopsPerExample => encoder.FlopsPerExample(false) + decoder.FlopsPerExample(true);

    /// <summary>Floating-point operations of the matrix products of decoding one code.</summary>
    public double FlopsPerDecoding => decoder.FlopsPerExample(true) / 3;

    /// <summary>Draws all weights from the seed.</summary>
    public void Initialise(ParameterStore store, ulong seed)
    {
        encoder.Initialise(store, model, new Philox(seed, Streams.EncoderWeights, 0));
        decoder.Initialise(store, model, new Philox(seed, Streams.DecoderWeights, 0));
    }

    /// <summary>q(z|x) of a batch in model values; with a label for each example if the model is conditional, and only then.</summary>
    public GaussianParameters Encode(Tape tape, Tensor x, ReadOnlySpan<byte> labels = default) =>
        Posterior.Read(tape, encoder.Forward(tape, Given(tape, x, labels, Condition?.Place)), Latent);

    /// <summary>The likelihood's head for a batch of latents, labelled like <see cref="Encode"/>.</summary>
    public Tensor Decode(Tape tape, Tensor z, ReadOnlySpan<byte> labels = default) => decoder.Forward(tape, Given(tape, z, labels, tape.ShapeOf(z)));

    /// <summary>The two terms of the evidence lower bound with one posterior sample, and the loss made of them.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">A batch in model values.</param>
    /// <param name="labels">A label for each example if the model is conditional.</param>
    /// <param name="step">Number of the training step, from 0; left out, every schedule of the objective is over.</param>
    public ElboTerms Elbo(Tape tape, Tensor x, ReadOnlySpan<byte> labels = default, long step = long.MaxValue)
    {
        var q = Encode(tape, x, labels);
        var z = Posterior.Sample(tape, q);
        var reconstruction = Likelihood.Loss(tape, Decode(tape, z, labels), x);
        var divergence = Prior.Divergence(tape, q);
        Tensor? dimensions = Objective.PerDimension ? Prior.Divergences(tape, q) : null;
        return new(Objective.Loss(tape, reconstruction, divergence, dimensions, step), reconstruction, divergence, dimensions);
    }

    private Tensor Given(Tape tape, Tensor x, ReadOnlySpan<byte> labels, Shape? place)
    {
        if (labels.Length != (Condition is null ? 0 : tape.Batch))
            throw new ArgumentException($"{labels.Length} labels were given to {tape.Batch} examples of a model of {Condition?.Classes ?? 0} classes.", nameof(labels));
        return Condition is null ? x : Condition.Append(tape, Reshape.Forward(tape, x, place!.Value), labels);
    }
}

/// <summary>Values per example: the loss, −ln p(x|z), KL(q‖p) and, where the objective looks at it, that of each dimension.</summary>
internal readonly record struct ElboTerms(Tensor Loss, Tensor Reconstruction, Tensor Divergence, Tensor? Dimensions);
