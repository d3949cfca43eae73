using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Objectives;

/// <summary>The reconstruction term as an objective counts it.</summary>
internal static class Reconstruction
{
    /// <summary>Divided by so many values; by one it is itself.</summary>
    public static Tensor PerValue(Tape tape, Tensor reconstruction, int values) =>
        values == 1 ? reconstruction : Map.Forward(tape, reconstruction, Activation.Linear, (float)(1.0 / values));
}
