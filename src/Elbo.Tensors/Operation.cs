namespace Elbo.Tensors;

/// <summary>
/// A differentiable operation. Each is one sealed class with a static <c>Forward</c> and, beside it, the backward pass
/// that the tape calls; an instance holds no state.
/// </summary>
public abstract class Operation
{
    private protected Operation() { }

    /// <summary>Adds the gradient of the record's inputs and parameters, given the gradient of its output.</summary>
    internal abstract void Backward(Tape tape, in Record record);
}

/// <summary>One executed operation on the tape.</summary>
internal unsafe struct Record
{
    public Operation Operation;
    public int Output, Input, Second;
    public Parameter? Weight, Bias;
    public float Scalar;
    public int Choice;
    public Window Window;
    public void* Saved;
}

/// <summary>A convolution's stride and the padding before its first row and column.</summary>
internal readonly record struct Window(int Stride, int Top, int Left);
