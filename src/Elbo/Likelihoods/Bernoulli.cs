using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Likelihoods;

/// <summary>Independent Bernoulli pixels given by logits; grey values in [0, 1] count as probabilities.</summary>
internal sealed class Bernoulli : ILikelihood
{
    public Tensor Loss(Tape tape, Tensor head, Tensor x) => BernoulliLoss.Forward(tape, head, x);

    public Tensor Mean(Tape tape, Tensor head) => Map.Forward(tape, head, Activation.Sigmoid);

    // Nothing is left out for binary values. Over grey ones it normalises to no density (Loaiza-Ganem and Cunningham,
    // "The continuous Bernoulli", NeurIPS 2019), but takes them for the probabilities of binary ones.
    public double Constant(int values) => 0;
}
