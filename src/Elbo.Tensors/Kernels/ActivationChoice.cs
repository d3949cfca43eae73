namespace Elbo.Tensors.Kernels;

/// <summary>Work written once for every activation.</summary>
internal interface IForActivation
{
    void Run<TActivation>() where TActivation : struct, IActivation;
}

/// <summary>From an activation's name to the code compiled for it.</summary>
internal static class ActivationChoice
{
    public static void Run<TWork>(Activation activation, in TWork work) where TWork : struct, IForActivation
    {
        switch (activation)
        {
            case Activation.Linear: work.Run<Linear>(); break;
            case Activation.Relu: work.Run<Relu>(); break;
            case Activation.LeakyRelu: work.Run<LeakyRelu>(); break;
            case Activation.Elu: work.Run<Elu>(); break;
            case Activation.Tanh: work.Run<Tanh>(); break;
            case Activation.Sigmoid: work.Run<Sigmoid>(); break;
            case Activation.Softplus: work.Run<Softplus>(); break;
            case Activation.Exp: work.Run<Exponential>(); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation), activation, "There is no such activation.");
        }
    }
}
