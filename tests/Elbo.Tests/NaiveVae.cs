using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests;

/// <summary>The bound of a model's weights, one example and one unit at a time, in double precision.</summary>
internal static class NaiveVae
{
    /// <summary>Mean −ln p(x|z) and mean KL over bytes, with the noise that <see cref="Vae.Evaluate(Dataset, long, CancellationToken)"/> draws.</summary>
    public static (double Reconstruction, double Kl) Evaluate(Vae vae, ByteDataset data, ulong seed)
    {
        var model = vae.Recipe.Model;
        double reconstruction = 0, kl = 0;
        for (int example = 0; example < data.Count; example++)
        {
            double[] x = [.. data.Example(example).ToArray().Select(v => (v * (double)vae.Preprocessing.Scale) + vae.Preprocessing.Shift)];
            var label = new double[vae.Classes];
            if (label.Length > 0) label[data.Labels![example]] = 1;
            double[] head = Forward(vae, "encoder", model.Encoder, [.. x, .. label]);
            var z = new double[vae.Latent];
            for (int d = 0; d < z.Length; d++)
            {
                double mean = head[d], rho = head[z.Length + d];
                double deviation = (model.Deviation == DeviationKind.Softplus ? Softplus(rho) : Math.Exp(rho / 2)) + model.DeviationFloor;
                z[d] = mean + (deviation * Noise(seed, example, d, z.Length, data.Count));
                kl += (0.5 * ((mean * mean) + (deviation * deviation) - 1)) - Math.Log(deviation);
            }
            double[] output = Forward(vae, "decoder", model.Decoder, [.. z, .. label]);
            for (int i = 0; i < x.Length; i++)
            {
                reconstruction += model.Likelihood == LikelihoodKind.Bernoulli
                    ? Softplus(output[i]) - (output[i] * x[i])
                    : (output[i] - x[i]) * (output[i] - x[i]);
            }
        }
        return (reconstruction / data.Count, kl / data.Count);
    }

    private static double[] Forward(Vae vae, string network, IReadOnlyList<LayerOptions> hidden, double[] x)
    {
        for (int layer = 0; layer <= hidden.Count; layer++)
        {
            var kind = layer < hidden.Count ? ((DenseOptions)hidden[layer]).Activation : Activation.Linear;
            var weight = vae.Store.Parameters.Single(p => p.Name == $"{network}.{layer}.weight");
            float[] w = vae.Store.Weights(weight).ToArray();
            float[] bias = vae.Store.Weights(vae.Store.Parameters.Single(p => p.Name == $"{network}.{layer}.bias")).ToArray();
            var y = new double[bias.Length];
            for (int o = 0; o < y.Length; o++)
            {
                double sum = bias[o];
                for (int i = 0; i < x.Length; i++) sum += w[(o * x.Length) + i] * x[i];
                y[o] = kind switch
                {
                    Activation.Relu => Math.Max(0, sum),
                    Activation.Elu => sum > 0 ? sum : Math.Exp(sum) - 1,
                    Activation.Tanh => Math.Tanh(sum),
                    _ => sum,
                };
            }
            x = y;
        }
        return x;
    }

    // Batches of 256, each with a key of its own; numbers lie in lanes.
    private static double Noise(ulong seed, int example, int dimension, int latent, int count)
    {
        int batch = example / 256, within = example % 256;
        var lanes = new float[Lanes.Length(Math.Min(256, count - (batch * 256)), latent)];
        new Philox(seed, Streams.Evaluation, (uint)batch).Normals(lanes);
        return lanes[(((within / Lanes.Width * latent) + dimension) * Lanes.Width) + (within % Lanes.Width)];
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
