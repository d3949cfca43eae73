namespace Elbo.Diagnosis;

/// <summary>What can be wrong or odd about a trained model.</summary>
public enum Sickness
{
    /// <summary>A weight or a result is NaN or infinite.</summary>
    NotFinite,

    /// <summary>No latent dimension, or hardly one, carries anything about the data: the decoder ignores its input.</summary>
    PosteriorCollapse,

    /// <summary>Some latent dimensions carry nothing while others do; the model needs fewer than it was given.</summary>
    SpareLatents,

    /// <summary>The KL divergence weighs more or less than in the evidence lower bound, by beta or by an averaged loss.</summary>
    KlWeight,

    /// <summary>Posterior deviations are next to nothing: the model is a plain autoencoder.</summary>
    VanishedDeviation,

    /// <summary>The codes of the data lie elsewhere than the prior, so that samples of the prior decode to poor pictures.</summary>
    PriorMismatch,

    /// <summary>The output layer sits at the ends of its range where the data do not.</summary>
    SaturatedOutputs,

    /// <summary>Rectified units that are zero for every example.</summary>
    DeadUnits,

    /// <summary>Tanh or sigmoid units that sit at the same end for every example.</summary>
    SaturatedUnits,

    /// <summary>Gradients grow out of bounds in time or towards the first layers, or steps were skipped for them.</summary>
    ExplodingGradients,

    /// <summary>Hardly any gradient reaches the first layers.</summary>
    VanishingGradients,

    /// <summary>The validation loss rises while the training loss falls.</summary>
    OverFitting,

    /// <summary>The loss was still falling when training ended.</summary>
    UnderTrained,

    /// <summary>The training loss goes up and down from epoch to epoch.</summary>
    UnsteadyLoss,

    /// <summary>The data's range does not fit the likelihood or what the output layer can give.</summary>
    DataRange,
}
