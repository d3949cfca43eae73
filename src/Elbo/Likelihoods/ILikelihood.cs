using Elbo.Tensors;

namespace Elbo.Likelihoods;

/// <summary>p(x|z): reads a distribution over data off the decoder's output.</summary>
internal interface ILikelihood
{
    /// <summary>−ln p(x|z) per example, in nats, less <see cref="Constant"/>.</summary>
    Tensor Loss(Tape tape, Tensor head, Tensor x);

    /// <summary>The distribution's mean, in the model's data units, in lanes.</summary>
    Tensor Mean(Tape tape, Tensor head);

    /// <summary>
    /// What <see cref="Loss"/> leaves out of −ln p(x|z) for an example of so many values, in nats: with it, p(x|z) is a
    /// probability, or a density over the model's data units, that sums or integrates to 1.
    /// </summary>
    double Constant(int values);
}
