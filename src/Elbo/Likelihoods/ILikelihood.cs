using Elbo.Tensors;

namespace Elbo.Likelihoods;

/// <summary>p(x|z): reads a distribution over data off the decoder's output.</summary>
internal interface ILikelihood
{
    /// <summary>−ln p(x|z) per example, in nats.</summary>
    Tensor Loss(Tape tape, Tensor head, Tensor x);

    /// <summary>The distribution's mean, in the model's data units, in lanes.</summary>
    Tensor Mean(Tape tape, Tensor head);
}
