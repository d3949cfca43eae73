using Elbo.Tensors.Ops;
using Elbo.Tensors.Optimisers;

namespace Elbo.Tensors.Tests;

/// <summary>
/// Images of 2×5×7 through normalisation, both kinds of upsampling, pooling, dropout and a dense layer, with Adam and
/// running statistics.
/// </summary>
internal sealed class SmallPyramid : IDisposable
{
    private const int Outputs = 9;
    private static readonly Shape Image = new(2, 5, 7);
    private readonly Tape tape;
    private readonly WorkerPool pool;
    private readonly Parameter[] images, outputs;
    private readonly Parameter weight, bias;
    private readonly GradientNorm norm = new();
    private readonly Adam adam = new();
    private readonly float[] lanes;
    private readonly int batch;
    private uint step;

    public SmallPyramid(WorkerPool pool, int batch)
    {
        (this.pool, this.batch) = (pool, batch);
        images = Normalisation("images", Image.Channels);
        (weight, bias) = (Store.Add("weight", Outputs, 2 * 7 * 10), Store.Add("bias", Outputs));
        outputs = Normalisation("outputs", Outputs);
        Store.Allocate(training: true);
        foreach (var p in new[] { images[0], images[3], outputs[0], outputs[3] }) Store.Weights(p).Fill(1);
        TapeRun.Fill(new float[weight.Length], new Philox(78, 1, 0), -0.3f, 0.3f).CopyTo(Store.Weights(weight));
        lanes = new float[Lanes.Length(batch, Image.Features)];
        Lanes.Pack(TapeRun.Fill(new float[batch * Image.Features], new Philox(78, 99, 0), -1, 3), batch, Image.Features, lanes);
        tape = new Tape(pool, Store);

        Parameter[] Normalisation(string name, int channels) =>
        [
            Store.Add(name + ".scale", channels), Store.Add(name + ".shift", channels),
            Store.AddStatistic(name + ".mean", channels), Store.AddStatistic(name + ".variance", channels),
        ];
    }

    public ParameterStore Store { get; } = new();

    /// <summary>One step; returns the sum of the batch's losses.</summary>
    public float Train()
    {
        float sum = Run(training: true, ++step);
        double size = norm.Compute(Store, pool);
        adam.Update(Store, pool, step, 1e-2, size > 1 ? 1 / size : 1);
        RunningStatistics.Update(Store);
        return sum;
    }

    /// <summary>The sum of the batch's losses by the running statistics.</summary>
    public float Evaluate() => Run(training: false, 0);

    private float Run(bool training, uint number)
    {
        tape.Begin(batch, training, new Philox(78, 0, number));
        var x = tape.Input(Image);
        lanes.CopyTo(tape.Values(x));
        var h = BatchNormalisation.Forward(tape, x, images[0], images[1], images[2], images[3], Activation.Elu);
        h = Upsampling.Forward(tape, Upsampling.Forward(tape, h, 2, UpsamplingMode.Bilinear), 2, UpsamplingMode.Nearest);
        h = Dropout.Forward(tape, MaxPooling.Forward(tape, h, 3), 0.1);
        h = Dense.Forward(tape, Reshape.Forward(tape, h, tape.ShapeOf(h).Flat), weight, bias);
        h = BatchNormalisation.Forward(tape, h, outputs[0], outputs[1], outputs[2], outputs[3], Activation.Tanh);
        var loss = SquaredErrorLoss.Forward(tape, h, Slice.Forward(tape, Reshape.Forward(tape, x, Image.Flat), 11, Outputs));
        if (training) tape.Backward(loss, 1f / batch);
        float sum = 0;
        foreach (float v in tape.Values(loss)[..batch]) sum += v;
        return sum;
    }

    public void Dispose()
    {
        tape.Dispose();
        Store.Dispose();
    }
}
