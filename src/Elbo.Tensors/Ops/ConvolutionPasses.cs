using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>What convolutions and transposed ones are made of: products in either direction, sums and weight gradients.</summary>
internal static unsafe class ConvolutionPasses
{
    /// <summary>target = f(weights · source + bias), down from fine to coarse or up.</summary>
    public static void Products(
        Tape tape, in ConvolutionShape shape, bool up, float* source, Parameter weight, float* bias, Activation activation, float* target, bool add = false)
    {
        int coarse = shape.Coarse.Channels, fine = shape.Fine.Channels;
        bool few = !tape.Training && tape.Batch <= GemmTileFew.Lanes;
        nint coarseStride = (nint)fine * shape.Taps, fineStride = shape.Taps;
        var pack = new PackedWeights
        {
            Weights = tape.Parameters.Weight(weight), Taps = shape.Taps, Size = few ? Lanes.Width : PackedWeights.Group, Fill = few,
            Targets = up ? fine : coarse, Sources = up ? coarse : fine,
            TargetStride = up ? fineStride : coarseStride, SourceStride = up ? coarseStride : fineStride,
        };
        pack.Packed = tape.Scratch(pack.Length);
        tape.Pool.Run(ref pack, pack.Items);
        var arguments = new ConvolutionArguments
        {
            S = shape, IsUp = up, Source = source, Packed = pack.Packed, Target = target, Bias = bias, Blocks = tape.Blocks, Add = add,
        };
        ActivationChoice.Run(activation, new ForwardPass(tape, arguments, few));
    }

    /// <summary>Gradients of bias, weights and input, given that of the output, which becomes that of the sums before the activation.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="record">A convolution's record.</param>
    /// <param name="shape">Its geometry.</param>
    /// <param name="up">Whether the forward pass went up.</param>
    public static void Backward(Tape tape, in Record record, in ConvolutionShape shape, bool up)
    {
        bool addInput = false;
        float* dx = tape.At(record.Input).NeedsGradient ? tape.GradientFor(record.Input, out addInput) : null;
        float* dy = tape.At(record.Output).Gradient, x = tape.At(record.Input).Value;
        if (record.Bias is not null || record.Choice != (int)Activation.Linear) Sums(tape, record, tape.At(record.Output).Shape);
        WeightGradient(tape, shape, fine: up ? dy : x, coarse: up ? x : dy, record.Weight!);
        if (dx != null) Products(tape, shape, !up, dy, record.Weight!, null, Activation.Linear, dx, addInput);
    }

    private readonly struct ForwardPass(Tape tape, ConvolutionArguments a, bool few) : IForActivation
    {
        public void Run<TActivation>() where TActivation : struct, IActivation
        {
            if (few)
            {
                var job = new ConvolutionOfFew<TActivation> { A = a, Batch = tape.Batch };
                tape.Pool.Run(ref job, job.Items);
            }
            else
            {
                var job = new ConvolutionProducts<TActivation> { A = a };
                tape.Pool.Run(ref job, job.Items);
            }
        }
    }

    private static void Sums(Tape tape, in Record record, Shape shape)
    {
        var arguments = new ConvolutionSumArguments
        {
            Y = tape.At(record.Output).Value, DY = tape.At(record.Output).Gradient,
            Channels = shape.Channels, Pixels = shape.Height * shape.Width, Blocks = tape.Blocks, Batch = tape.Batch,
            Totals = tape.Scratch((long)shape.Channels * tape.Blocks),
        };
        ActivationChoice.Run((Activation)record.Choice, new SumsPass(tape, arguments));
        if (record.Bias is not { } bias) return;
        float* gradient = tape.Parameters.Gradient(bias);
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            float sum = bias.HasGradient ? gradient[channel] : 0;
            for (int block = 0; block < tape.Blocks; block++) sum += arguments.Totals[(channel * tape.Blocks) + block];
            gradient[channel] = sum;
        }
        bias.HasGradient = true;
    }

    private readonly struct SumsPass(Tape tape, ConvolutionSumArguments a) : IForActivation
    {
        public void Run<TActivation>() where TActivation : struct, IActivation
        {
            var job = new ConvolutionSums<TActivation> { A = a };
            tape.Pool.Run(ref job, job.Items);
        }
    }

    private static void WeightGradient(Tape tape, in ConvolutionShape shape, float* fine, float* coarse, Parameter weight)
    {
        bool fineVectors = VectorsAreFine(shape);
        var job = new ConvolutionWeightGradient
        {
            S = shape, FineVectors = fineVectors,
            Rows = Side(tape, fineVectors ? shape.Coarse : shape.Fine, fineVectors ? coarse : fine, turned: false),
            Vectors = Side(tape, fineVectors ? shape.Fine : shape.Coarse, fineVectors ? fine : coarse, turned: true),
            Gradient = tape.Parameters.Gradient(weight), Batch = tape.Batch, Add = weight.HasGradient,
        };
        tape.Pool.Run(ref job, job.Items);
        weight.HasGradient = true;
    }

    /// <summary>The side that fills vectors and rows best; of two equal ones the smaller, since it has to be turned.</summary>
    private static bool VectorsAreFine(in ConvolutionShape shape)
    {
        static long Cost(int rows, int vectors) => (long)Rounded(rows, 4) * Rounded(vectors, Lanes.Width);
        long fine = Cost(shape.Coarse.Channels, shape.Fine.Channels), coarse = Cost(shape.Fine.Channels, shape.Coarse.Channels);
        return fine != coarse ? fine < coarse : shape.Fine.Features < shape.Coarse.Features;
    }

    private static PixelMajor Side(Tape tape, Shape shape, float* lanes, bool turned)
    {
        var job = new PixelMajor
        {
            Lanes = lanes, Channels = shape.Channels, PixelCount = shape.Height * shape.Width, Blocks = tape.Blocks, Turned = turned,
        };
        job.Result = tape.Scratch((long)tape.Blocks * job.Padded * job.PixelCount * Lanes.Width);
        tape.Pool.Run(ref job, job.Items);
        return job;
    }

    private static int Rounded(int value, int to) => (value + to - 1) / to * to;
}
