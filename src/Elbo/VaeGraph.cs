using Elbo.Likelihoods;
using Elbo.Networks;
using Elbo.Objectives;
using Elbo.Posteriors;
using Elbo.Priors;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo;

/// <summary>A variational autoencoder as its choices: encoder, posterior, prior, decoder, likelihood, objective.</summary>
/// <remarks>Kingma and Welling, "Auto-Encoding Variational Bayes", ICLR 2014.</remarks>
internal sealed class VaeGraph
{
    private readonly Network encoder, decoder;
    private readonly ModelOptions model;

    public VaeGraph(Recipe recipe, Shape shape, ParameterStore store)
    {
        (model, Shape) = (recipe.Model, shape);
        Posterior = model.Posterior switch
        {
            PosteriorKind.DiagonalGaussian => new DiagonalGaussian(model.Deviation, model.DeviationFloor),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), model.Posterior, "There is no such posterior."),
        };
        Prior = model.Prior switch
        {
            PriorKind.StandardNormal => new StandardNormal(),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), model.Prior, "There is no such prior."),
        };
        Likelihood = model.Likelihood switch
        {
            LikelihoodKind.Bernoulli => new Bernoulli(),
            LikelihoodKind.Gaussian => new Gaussian(),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), model.Likelihood, "There is no such likelihood."),
        };
        Objective = recipe.Objective.Kind switch
        {
            ObjectiveKind.Elbo => new BetaElbo(recipe.Objective.Beta, recipe.Objective.Reduction == Reduction.Mean ? shape.Features : 1),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Objective.Kind, "There is no such objective."),
        };
        encoder = Network.Encoder(model, shape, Posterior.HeadSize(model.Latent));
        decoder = Network.Decoder(model, shape);
        encoder.Register(store);
        decoder.Register(store);
    }

    public Shape Shape { get; }

    public int Latent => model.Latent;

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

    /// <summary>q(z|x) of a batch in model values.</summary>
    public GaussianParameters Encode(Tape tape, Tensor x) => Posterior.Read(tape, encoder.Forward(tape, x), Latent);

    /// <summary>The likelihood's head for a batch of latents.</summary>
    public Tensor Decode(Tape tape, Tensor z) => decoder.Forward(tape, z);

    /// <summary>The two terms of the evidence lower bound with one posterior sample, and the loss made of them.</summary>
    public ElboTerms Elbo(Tape tape, Tensor x)
    {
        var q = Encode(tape, x);
        var z = Posterior.Sample(tape, q);
        var reconstruction = Likelihood.Loss(tape, Decode(tape, z), x);
        var divergence = Prior.Divergence(tape, q);
        return new(Objective.Loss(tape, reconstruction, divergence), reconstruction, divergence);
    }
}

/// <summary>Values per example: the loss, −ln p(x|z) and KL(q‖p).</summary>
internal readonly record struct ElboTerms(Tensor Loss, Tensor Reconstruction, Tensor Divergence);
