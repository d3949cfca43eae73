using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Likelihoods;

/// <summary>
/// Gaussian pixels of variance ½, whose −ln p(x|z) is the sum of squared errors plus the constant (pixels / 2) ln π,
/// which is left out as in the reference systems.
/// </summary>
internal sealed class Gaussian : ILikelihood
{
    public Tensor Loss(Tape tape, Tensor head, Tensor x) => SquaredErrorLoss.Forward(tape, head, x);

    public Tensor Mean(Tape tape, Tensor head) => head;

    public double Constant(int values) => values * 0.5 * PortableMath.Log(Math.PI);
}
