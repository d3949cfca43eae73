using Elbo.Tensors.Kernels;
using Elbo.Tensors.Ops;

namespace Elbo.Tensors.Tests;

/// <summary>The gradient-check table: every operation, at odd sizes.</summary>
internal static class OperationTable
{
    public static IReadOnlyList<OperationCase> Cases { get; } =
    [
        .. Enum.GetValues<Activation>().SelectMany(f => new[] { DenseCase(7, 13, f, 0), DenseCase(5, 15, f, 0.4) }),
        DenseCase(33, 1, Activation.Linear, 0), DenseCase(1, 37, Activation.Elu, 0.1),
        new("Dense without a bias", typeof(Dense), [new(6)], [[5, 6]], false,
            (tape, x, p) => Dense.Forward(tape, x[0], p[0], null),
            (x, p, batch, _) => Naive.Dense(x[0], p[0], new double[5], batch, 6, 5)),
        .. Enum.GetValues<Activation>().SelectMany(f => new[] { MapCase(f, 1, 0), MapCase(f, -0.5f, 1e-3f) }),
        .. Enum.GetValues<Activation>().SelectMany(f => new[]
        {
            ConvolutionCase(new(2, 4, 3), 5, 3, 2, Padding.Same, f), TransposedCase(new(3, 2, 3), 2, 3, 2, Padding.Same, f),
        }),
        ConvolutionCase(new(1, 5, 5), 1, 5, 1, Padding.Same, Activation.Tanh), ConvolutionCase(new(3, 3, 4), 2, 2, 1, Padding.Valid, Activation.Elu),
        ConvolutionCase(new(2, 3, 3), 3, 3, 1, Padding.Of(4, 2), Activation.Linear, biased: false),
        ConvolutionCase(new(2, 4, 5), 2, 1, 2, Padding.Same, Activation.Tanh, wider: 2), TransposedCase(new(2, 2, 3), 2, 4, 2, Padding.Same, Activation.Tanh, wider: -2),
        TransposedCase(new(1, 3, 2), 1, 5, 1, Padding.Same, Activation.Tanh), TransposedCase(new(2, 2, 2), 3, 2, 3, Padding.Valid, Activation.Elu),
        TransposedCase(new(2, 3, 3), 2, 4, 2, Padding.Of(2, 1), Activation.Linear, biased: false),
        SliceCase(9, 0, 9), SliceCase(9, 0, 4), SliceCase(9, 5, 3),
        ConcatenateCase(new(5), new(3)), ConcatenateCase(new(1), new(33)), ConcatenateCase(new(2, 3, 2), new(1, 3, 2)),
        ConcatenateCase(new(4), new(2), first: false), ConcatenateCase(new(4), new(2), second: false),
        new("Concatenate of a tensor and itself", typeof(Concatenate), [new(4)], [], false,
            (tape, x, _) => Concatenate.Forward(tape, x[0], x[0]),
            (x, _, batch, _) => Naive.Concatenate(x[0], x[0], batch, 4, 4)),
        new("Reshape", typeof(Reshape), [new(6)], [], false,
            (tape, x, _) => Reshape.Forward(tape, x[0], new Shape(2, 1, 3)),
            (x, _, _, _) => x[0]),
        new("Reshape beside the tensor itself", typeof(Reshape), [new(6)], [], false,
            (tape, x, _) => WeightedSum.Forward(tape, Map.Forward(tape, x[0], Activation.Tanh),
                Reshape.Forward(tape, Reshape.Forward(tape, x[0], new Shape(1, 2, 3)), new Shape(6)), 0.3f),
            (x, _, _, _) => Naive.WeightedSum(Naive.Map(x[0], Activation.Tanh, 1, 0), x[0], 0.3)),
        new("WeightedSum", typeof(WeightedSum), [new(7), new(7)], [], false,
            (tape, x, _) => WeightedSum.Forward(tape, x[0], x[1], -0.3f),
            (x, _, _, _) => Naive.WeightedSum(x[0], x[1], -0.3f)),
        new("WeightedSum of data and a tensor", typeof(WeightedSum), [new(7, Differentiable: false), new(7)], [], false,
            (tape, x, _) => WeightedSum.Forward(tape, x[0], x[1], 2),
            (x, _, _, _) => Naive.WeightedSum(x[0], x[1], 2)),
        new("WeightedSum of a tensor and itself", typeof(WeightedSum), [new(7)], [], false,
            (tape, x, _) => WeightedSum.Forward(tape, x[0], x[0], 0.5f),
            (x, _, _, _) => Naive.WeightedSum(x[0], x[0], 0.5f)),
        new("GaussianSample", typeof(GaussianSample), [new(5), new(5, 0.2f, 2)], [], true,
            (tape, x, _) => GaussianSample.Forward(tape, x[0], x[1]),
            (x, _, batch, key) => Naive.GaussianSample(x[0], x[1], batch, 5, key)),
        new("GaussianSample of mean = deviation", typeof(GaussianSample), [new(3, 0.2f, 2)], [], true,
            (tape, x, _) => GaussianSample.Forward(tape, x[0], x[0]),
            (x, _, batch, key) => Naive.GaussianSample(x[0], x[0], batch, 3, key)),
        new("GaussianDivergence", typeof(GaussianDivergence), [new(5), new(5, 0.2f, 2)], [], false,
            (tape, x, _) => GaussianDivergence.Forward(tape, x[0], x[1]),
            (x, _, batch, _) => Naive.GaussianDivergence(x[0], x[1], batch, 5)),
        new("GaussianDivergence of mean = deviation", typeof(GaussianDivergence), [new(3, 0.2f, 2)], [], false,
            (tape, x, _) => GaussianDivergence.Forward(tape, x[0], x[0]),
            (x, _, batch, _) => Naive.GaussianDivergence(x[0], x[0], batch, 3)),
        new("GaussianDivergence of a fixed mean", typeof(GaussianDivergence), [new(1, Differentiable: false), new(1, 0.2f, 2)], [], false,
            (tape, x, _) => GaussianDivergence.Forward(tape, x[0], x[1]),
            (x, _, batch, _) => Naive.GaussianDivergence(x[0], x[1], batch, 1)),
        new("GaussianDivergence of each dimension", typeof(GaussianDivergence), [new(5), new(5, 0.2f, 2)], [], false,
            (tape, x, _) => GaussianDivergence.ForwardPerDimension(tape, x[0], x[1]),
            (x, _, _, _) => Naive.GaussianDivergences(x[0], x[1])),
        new("GaussianDivergence of a logarithm", typeof(GaussianDivergence), [new(5), new(5)], [], false,
            (tape, x, _) => GaussianDivergence.ForwardOfLog(tape, x[0], x[1]),
            (x, _, batch, _) => Naive.GaussianDivergence(x[0], Array.ConvertAll(x[1], Math.Exp), batch, 5)),
        new("GaussianDivergence of each dimension's logarithm", typeof(GaussianDivergence), [new(5), new(5)], [], false,
            (tape, x, _) => GaussianDivergence.ForwardOfLogPerDimension(tape, x[0], x[1]),
            (x, _, _, _) => Naive.GaussianDivergences(x[0], Array.ConvertAll(x[1], Math.Exp))),
        new("LogSoftplus", typeof(LogSoftplus), [new(7, -12, 6)], [], false,
            (tape, x, _) => LogSoftplus.Forward(tape, x[0]),
            (x, _, _, _) => Array.ConvertAll(x[0], value => Math.Log(Naive.Softplus(value)))),
        .. new[] { 0, 1, 3f }.Select(floor => new OperationCase($"FreeBits {floor}", typeof(FreeBits), [new(7, 0, 2)], [], false,
            (tape, x, _) => FreeBits.Forward(tape, x[0], floor),
            (x, _, batch, _) => Naive.FreeBits(x[0], batch, 7, floor)) { Coupled = true }),
        .. new[] { 0.5f, 1.5f }.Select(target => new OperationCase($"BatchDistance from {target}", typeof(BatchDistance), [new(1, 0, 2)], [], false,
            (tape, x, _) => BatchDistance.Forward(tape, x[0], target),
            (x, _, _, _) => Naive.BatchDistance(x[0], target)) { Coupled = true }),
        .. new[] { 1, 63, 64, 65, 131 }.SelectMany(n => new[] { BernoulliCase(n), SquaredErrorCase(n) }),
        .. new[] { 1, 2, 10, 67 }.Select(SoftmaxCase),
        GaussianLossCase(1, 0), GaussianLossCase(7, 0.1f), GaussianLossCase(67, 0.5f),
        new("GaussianLoss of a fixed deviation", typeof(GaussianLoss), [new(3), new(3, Differentiable: false), new(3, Differentiable: false)], [], false,
            (tape, x, _) => GaussianLoss.Forward(tape, x[0], x[1], x[2]),
            (x, _, batch, _) => Naive.GaussianLoss(x[0], x[1], x[2], batch, 3, 0)),
        Shared,
        .. Enum.GetValues<Activation>().Select(f => NormalisationCase(new Shape(2, 1, 3), f)),
        NormalisationCase(new Shape(5), Activation.Elu),
        .. new[] { 2, 3 }.SelectMany(k => new[] { PoolingCase(new Shape(2, 4, 6), k), PoolingCase(new Shape(1, 5, 7), k) }), PoolingCase(new Shape(3, 1, 2), 5),
        .. Enum.GetValues<UpsamplingMode>().SelectMany(m => new[]
        {
            UpsamplingCase(new Shape(2, 3, 2), 2, m), UpsamplingCase(new Shape(1, 2, 4), 3, m), UpsamplingCase(new Shape(2, 1, 2), 4, m),
        }),
        DropoutCase(7, 0.3), DropoutCase(67, 0.5), DropoutCase(64, 0),
    ];

    /// <summary>Cases whose sums are made of many parts, too large for central differences.</summary>
    public static IReadOnlyList<OperationCase> Large { get; } =
    [
        NormalisationCase(new Shape(3, 17, 19), Activation.Tanh), NormalisationCase(new Shape(1, 64, 33), Activation.Linear),
        NormalisationCase(new Shape(70, 3, 1), Activation.LeakyRelu),
    ];

    public static OperationCase Named(string name) => Cases.Single(c => c.Name == name);

    private static OperationCase DenseCase(int inputs, int outputs, Activation f, double dropout) => new(
        $"Dense {inputs} → {outputs}, {f}, dropout {dropout}", typeof(Dense), [new(inputs)], [[outputs, inputs], [outputs]], dropout > 0,
        (tape, x, p) => Dense.Forward(tape, x[0], p[0], p[1], f, dropout),
        (x, p, batch, key) => Naive.Dense(x[0], p[0], p[1], batch, inputs, outputs, f, dropout, key));

    private static OperationCase ConvolutionCase(Shape x, int outputs, int kernel, int stride, Padding padding, Activation f, bool biased = true, int wider = 0) => new(
        $"Convolution {x} → {outputs}, {kernel}×{kernel + wider} stride {stride} {padding}, {f}{(biased ? "" : ", no bias")}", typeof(Convolution),
        [new(x.Features)], Dimensions(outputs, x.Channels, kernel, kernel + wider, biased ? outputs : 0), false,
        (tape, inputs, p) => Convolution.Forward(
            tape, Reshape.Forward(tape, inputs[0], x), p[0], biased ? p[1] : null, stride, padding, f),
        (inputs, p, batch, _) => NaiveConvolution.Convolution(inputs[0], p[0], biased ? p[1] : null, batch, x, outputs, (kernel, kernel + wider), stride, padding, f));

    private static OperationCase TransposedCase(Shape x, int outputs, int kernel, int stride, Padding padding, Activation f, bool biased = true, int wider = 0) => new(
        $"TransposedConvolution {x} → {outputs}, {kernel}×{kernel + wider} stride {stride} {padding}, {f}{(biased ? "" : ", no bias")}", typeof(TransposedConvolution),
        [new(x.Features)], Dimensions(x.Channels, outputs, kernel, kernel + wider, biased ? outputs : 0), false,
        (tape, inputs, p) => TransposedConvolution.Forward(
            tape, Reshape.Forward(tape, inputs[0], x), p[0], biased ? p[1] : null, stride, padding, f),
        (inputs, p, batch, _) => NaiveConvolution.Transposed(inputs[0], p[0], biased ? p[1] : null, batch, x, outputs, (kernel, kernel + wider), stride, padding, f));

    private static int[][] Dimensions(int first, int second, int height, int width, int biases) =>
        biases > 0 ? [[first, second, height, width], [biases]] : [[first, second, height, width]];

    public static OperationCase NormalisationCase(Shape shape, Activation f) => new(
        $"BatchNormalisation of {shape}, {f}", typeof(BatchNormalisation), [new(shape.Features)], [[shape.Channels], [shape.Channels]], false,
        (tape, x, p) => BatchNormalisation.Forward(tape, Reshape.Forward(tape, x[0], shape), p[0], p[1], p[2], p[3], f),
        (x, p, batch, _) => NaiveNormalisation.Forward(x[0], p[0], p[1], batch, f))
    {
        Statistics = [shape.Channels, shape.Channels], Coupled = true,
    };

    private static OperationCase PoolingCase(Shape shape, int size) => new(
        $"MaxPooling {size} of {shape}", typeof(MaxPooling), [new(shape.Features)], [], false,
        (tape, x, _) => MaxPooling.Forward(tape, Reshape.Forward(tape, x[0], shape), size),
        (x, _, batch, _) => NaiveResampling.MaxPooling(x[0], batch, shape, size));

    private static OperationCase UpsamplingCase(Shape shape, int factor, UpsamplingMode mode) => new(
        $"Upsampling of {shape} by {factor}, {mode}", typeof(Upsampling), [new(shape.Features)], [], false,
        (tape, x, _) => Upsampling.Forward(tape, Reshape.Forward(tape, x[0], shape), factor, mode),
        (x, _, batch, _) => NaiveResampling.Upsampling(x[0], batch, shape, factor, mode));

    private static OperationCase DropoutCase(int features, double rate) => new(
        $"Dropout {rate} of {features}", typeof(Dropout), [new(features)], [], rate > 0,
        (tape, x, _) => Dropout.Forward(tape, x[0], rate),
        (x, _, batch, key) => Naive.Dropout(x[0], batch, rate, key));

    private static OperationCase MapCase(Activation f, float factor, float floor) => new(
        $"Map {f}({factor} x) + {floor}", typeof(Map), [new(7, -3, 3)], [], false,
        (tape, x, _) => Map.Forward(tape, x[0], f, factor, floor),
        (x, _, _, _) => Naive.Map(x[0], f, factor, floor));

    private static OperationCase SliceCase(int features, int start, int count) => new(
        $"Slice {start} + {count} of {features}", typeof(Slice), [new(features)], [], false,
        (tape, x, _) => Slice.Forward(tape, x[0], start, count),
        (x, _, batch, _) => Naive.Slice(x[0], batch, features, start, count));

    private static OperationCase ConcatenateCase(Shape a, Shape b, bool first = true, bool second = true) => new(
        $"Concatenate {a}{(first ? "" : " of data")} and {b}{(second ? "" : " of data")}", typeof(Concatenate),
        [new(a.Features, Differentiable: first), new(b.Features, Differentiable: second)], [], false,
        (tape, x, _) => Concatenate.Forward(tape, Reshape.Forward(tape, x[0], a), Reshape.Forward(tape, x[1], b)),
        (x, _, batch, _) => Naive.Concatenate(x[0], x[1], batch, a.Features, b.Features));

    private static OperationCase BernoulliCase(int n) => new(
        $"BernoulliLoss over {n}", typeof(BernoulliLoss), [new(n, -4, 4), new(n, 0, 1, Differentiable: false)], [], false,
        (tape, x, _) => BernoulliLoss.Forward(tape, x[0], x[1]),
        (x, _, batch, _) => Naive.BernoulliLoss(x[0], x[1], batch, n));

    private static OperationCase SquaredErrorCase(int n) => new(
        $"SquaredErrorLoss over {n}", typeof(SquaredErrorLoss), [new(n), new(n, 0, 1, Differentiable: false)], [], false,
        (tape, x, _) => SquaredErrorLoss.Forward(tape, x[0], x[1]),
        (x, _, batch, _) => Naive.SquaredErrorLoss(x[0], x[1], batch, n));

    private static OperationCase SoftmaxCase(int n) => new(
        $"SoftmaxLoss over {n}", typeof(SoftmaxLoss), [new(n, -4, 4), new(n, 0, 1, Differentiable: false)], [], false,
        (tape, x, _) => SoftmaxLoss.Forward(tape, x[0], x[1]),
        (x, _, batch, _) => Naive.SoftmaxLoss(x[0], x[1], batch, n));

    private static OperationCase GaussianLossCase(int n, float floor) => new(
        $"GaussianLoss over {n}, floor {floor}", typeof(GaussianLoss), [new(n), new(n, -1, 1), new(n, 0, 1, Differentiable: false)], [], false,
        (tape, x, _) => GaussianLoss.Forward(tape, x[0], x[1], x[2], floor),
        (x, _, batch, _) => Naive.GaussianLoss(x[0], x[1], x[2], batch, n, floor));

    private static OperationCase Shared => new(
        "Dense twice through the same parameters", typeof(Dense), [new(13)], [[13, 13], [13]], false,
        (tape, x, p) => Dense.Forward(tape, Dense.Forward(tape, x[0], p[0], p[1], Activation.Tanh), p[0], p[1], Activation.Elu),
        (x, p, batch, _) => Naive.Dense(
            Naive.Dense(x[0], p[0], p[1], batch, 13, 13, Activation.Tanh), p[0], p[1], batch, 13, 13, Activation.Elu));
}
