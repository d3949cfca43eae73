using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>An elementwise function and its derivative, the latter in terms of the function's result y.</summary>
internal interface IActivation
{
    static abstract V Apply(V x);

    static abstract V Derivative(V y);
}

internal readonly struct Linear : IActivation
{
    public static V Apply(V x) => x;

    public static V Derivative(V y) => V.One;
}

internal readonly struct Relu : IActivation
{
    // A comparison rather than a maximum, so that a NaN stays one.
    public static V Apply(V x) => Vector512.ConditionalSelect(Vector512.LessThan(x, V.Zero), V.Zero, x);

    public static V Derivative(V y) => Vector512.ConditionalSelect(Vector512.GreaterThan(y, V.Zero), V.One, V.Zero);
}

internal readonly struct LeakyRelu : IActivation
{
    private const float Slope = 0.2f;

    public static V Apply(V x) => Vector512.ConditionalSelect(Vector512.LessThan(x, V.Zero), x * Vector512.Create(Slope), x);

    public static V Derivative(V y) => Vector512.ConditionalSelect(Vector512.GreaterThan(y, V.Zero), V.One, Vector512.Create(Slope));
}

internal readonly struct Elu : IActivation
{
    public static V Apply(V x) => Vector512.ConditionalSelect(Vector512.GreaterThan(x, V.Zero), x, VectorMath.ExpMinusOne(x));

    public static V Derivative(V y) => Vector512.ConditionalSelect(Vector512.GreaterThan(y, V.Zero), V.One, y + V.One);
}

internal readonly struct Tanh : IActivation
{
    public static V Apply(V x) => VectorMath.Tanh(x);

    public static V Derivative(V y) => Vector512.FusedMultiplyAdd(-y, y, V.One);
}

internal readonly struct Sigmoid : IActivation
{
    public static V Apply(V x) => VectorMath.Sigmoid(x);

    public static V Derivative(V y) => Vector512.FusedMultiplyAdd(-y, y, y);
}

internal readonly struct Softplus : IActivation
{
    public static V Apply(V x) => VectorMath.Softplus(x);

    public static V Derivative(V y) => -VectorMath.ExpMinusOne(-y);
}

internal readonly struct Exponential : IActivation
{
    public static V Apply(V x) => VectorMath.Exp(x);

    public static V Derivative(V y) => y;
}
