using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Networks;

/// <summary>One step of a network. Built first for its shapes alone, then given parameters in a store.</summary>
internal abstract class Layer(Shape output)
{
    /// <summary>Shape of one result.</summary>
    public Shape Output { get; } = output;

    /// <summary>Number of trained values.</summary>
    public virtual long Parameters => 0;

    /// <summary>Multiply-adds of one example's forward pass, places outside the picture counted like any library counts them.</summary>
    public virtual double Products => 0;

    /// <summary>Adds the parameters to the store, their names beginning with <paramref name="name"/>.</summary>
    public virtual void Register(ParameterStore store, string name) { }

    /// <summary>Draws the weights anew.</summary>
    public virtual void Initialise(ParameterStore store, ModelOptions model, Philox key) { }

    public abstract Tensor Forward(Tape tape, Tensor x);
}
