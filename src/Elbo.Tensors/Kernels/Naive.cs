namespace Elbo.Tensors.Kernels;

/// <summary>
/// The plain twin of every kernel and operation: loops over rows <c>[batch][feature]</c> in double, written to be read
/// and never tuned. It is the oracle of the tests and is kept for ever.
/// </summary>
internal static class Naive
{
    /// <summary>f(x).</summary>
    public static double Apply(Activation f, double x) => f switch
    {
        Activation.Linear => x,
        Activation.Relu => x < 0 ? 0 : x,
        Activation.LeakyRelu => x < 0 ? 0.2f * x : x,
        Activation.Elu => x > 0 ? x : ExpMinusOne(x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => Sigmoid(x),
        Activation.Softplus => Softplus(x),
        Activation.Exp => Math.Exp(x),
        _ => throw new ArgumentOutOfRangeException(nameof(f), f, "There is no such function."),
    };

    /// <summary>e^x − 1 without cancellation: with u = e^x, (u − 1) x / ln u (Kahan).</summary>
    public static double ExpMinusOne(double x)
    {
        double u = Math.Exp(x);
        if (u == 1) return x;
        return u - 1 == -1 || double.IsInfinity(u) ? u - 1 : (u - 1) * x / Math.Log(u);
    }

    /// <summary>ln(1 + y) without cancellation: with u = 1 + y, ln u · y / (u − 1) (Kahan).</summary>
    public static double LogOnePlus(double y)
    {
        double u = 1 + y;
        return u == 1 || double.IsInfinity(u) ? y : Math.Log(u) * y / (u - 1);
    }

    /// <summary>1 / (1 + e^−x).</summary>
    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    /// <summary>ln(1 + e^x).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>c = a · b for a <c>[rows, depth]</c> and b <c>[depth, columns]</c>.</summary>
    public static double[] Product(double[] a, double[] b, int rows, int depth, int columns)
    {
        var c = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < depth; k++)
            {
                for (int j = 0; j < columns; j++) c[(i * columns) + j] += a[(i * depth) + k] * b[(k * columns) + j];
            }
        }
        return c;
    }

    /// <summary>The transpose of a <c>[rows, columns]</c>.</summary>
    public static double[] Transpose(double[] a, int rows, int columns)
    {
        var t = new double[a.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) t[(j * rows) + i] = a[(i * columns) + j];
        }
        return t;
    }

    /// <summary>y = drop(f(W x + b)); <paramref name="dropout"/> 0 drops nothing.</summary>
    public static double[] Dense(
        double[] x, double[] weight, double[] bias, int batch, int inputs, int outputs,
        Activation f = Activation.Linear, double dropout = 0, Philox key = default)
    {
        uint threshold = KeepThreshold(dropout);
        var y = new double[batch * outputs];
        for (int image = 0; image < batch; image++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double sum = bias[o];
                for (int i = 0; i < inputs; i++) sum += weight[(o * inputs) + i] * x[(image * inputs) + i];
                double value = Apply(f, sum);
                if (threshold < 65536) value = Keeps(key, image, o, outputs, threshold) ? value * 65536 / threshold : 0;
                y[(image * outputs) + o] = value;
            }
        }
        return y;
    }

    /// <summary>drop(x).</summary>
    public static double[] Dropout(double[] x, int batch, double rate, Philox key)
    {
        uint threshold = KeepThreshold(rate);
        int features = x.Length / batch;
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            y[i] = Keeps(key, i / features, i % features, features, threshold) ? x[i] * 65536 / threshold : 0;
        return y;
    }

    /// <summary>Out of 65536, how many numbers keep an output.</summary>
    public static uint KeepThreshold(double dropout) => Math.Max(1, (uint)Math.Round((1 - dropout) * 65536));

    /// <summary>
    /// Whether dropout keeps output <paramref name="row"/> of example <paramref name="image"/>. Two rows of a block share
    /// eight counters, four each; a counter's words a … d hold lanes 0–7 … 24–31, low halves before high ones.
    /// </summary>
    public static bool Keeps(Philox key, int image, int row, int outputs, uint threshold)
    {
        int block = image / Lanes.Width, lane = image % Lanes.Width;
        ulong pair = ((ulong)block * (ulong)((outputs + 1) / 2)) + (ulong)(row / 2);
        int counter = ((row % 2) * 4) + (lane % 4), word = lane / 8, half = lane / 4 % 2;
        uint bits = key.Word((((pair * 8) + (ulong)counter) * 4) + (ulong)word);
        return (half == 0 ? bits & 0xFFFF : bits >> 16) < threshold;
    }

    /// <summary>f(factor · x) + floor.</summary>
    public static double[] Map(double[] x, Activation f, double factor, double floor)
    {
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = Apply(f, factor * x[i]) + floor;
        return y;
    }

    /// <summary>Features <paramref name="start"/> … of rows of <paramref name="features"/>.</summary>
    public static double[] Slice(double[] x, int batch, int features, int start, int count)
    {
        var y = new double[batch * count];
        for (int image = 0; image < batch; image++)
        {
            for (int f = 0; f < count; f++) y[(image * count) + f] = x[(image * features) + start + f];
        }
        return y;
    }

    /// <summary>Rows of <paramref name="first"/> features with rows of <paramref name="second"/> behind them.</summary>
    public static double[] Concatenate(double[] a, double[] b, int batch, int first, int second)
    {
        var y = new double[batch * (first + second)];
        for (int image = 0; image < batch; image++)
        {
            for (int f = 0; f < first + second; f++)
                y[(image * (first + second)) + f] = f < first ? a[(image * first) + f] : b[(image * second) + f - first];
        }
        return y;
    }

    /// <summary>a + weight · b.</summary>
    public static double[] WeightedSum(double[] a, double[] b, double weight)
    {
        var y = new double[a.Length];
        for (int i = 0; i < a.Length; i++) y[i] = a[i] + (weight * b[i]);
        return y;
    }

    /// <summary>mean + deviation · ε.</summary>
    public static double[] GaussianSample(double[] mean, double[] deviation, int batch, int features, Philox key)
    {
        var z = new double[mean.Length];
        for (int image = 0; image < batch; image++)
        {
            for (int f = 0; f < features; f++)
            {
                int i = (image * features) + f;
                int lanes = (((image / Lanes.Width * features) + f) * Lanes.Width) + (image % Lanes.Width);
                z[i] = mean[i] + (deviation[i] * NormalQuantile(key.Uniform((ulong)lanes)));
            }
        }
        return z;
    }

    /// <summary>Σ ½ (mean² + deviation² − 1) − ln deviation, per example.</summary>
    public static double[] GaussianDivergence(double[] mean, double[] deviation, int batch, int features)
    {
        var sums = new double[batch];
        for (int i = 0; i < mean.Length; i++)
            sums[i / features] += (0.5 * ((mean[i] * mean[i]) + (deviation[i] * deviation[i]) - 1)) - Math.Log(deviation[i]);
        return sums;
    }

    /// <summary>½ (mean² + deviation² − 1) − ln deviation, of each dimension.</summary>
    public static double[] GaussianDivergences(double[] mean, double[] deviation) => GaussianDivergence(mean, deviation, mean.Length, 1);

    /// <summary>Σ over features, per example, of the feature or, where its mean over the batch is not above the floor, of that.</summary>
    public static double[] FreeBits(double[] x, int batch, int features, double floor)
    {
        var sums = new double[batch];
        for (int f = 0; f < features; f++)
        {
            double mean = 0;
            for (int image = 0; image < batch; image++) mean += x[(image * features) + f] / batch;
            for (int image = 0; image < batch; image++) sums[image] += mean <= floor ? floor : x[(image * features) + f];
        }
        return sums;
    }

    /// <summary>x − target where the mean is above the target, target − x where it is not.</summary>
    public static double[] BatchDistance(double[] x, double target)
    {
        double mean = 0;
        foreach (double value in x) mean += value / x.Length;
        return Array.ConvertAll(x, value => mean > target ? value - target : target - value);
    }

    /// <summary>Σ softplus(l) − l x, per example.</summary>
    public static double[] BernoulliLoss(double[] logits, double[] target, int batch, int features)
    {
        var sums = new double[batch];
        for (int i = 0; i < logits.Length; i++) sums[i / features] += Softplus(logits[i]) - (logits[i] * target[i]);
        return sums;
    }

    /// <summary>Σ (p − x)², per example.</summary>
    public static double[] SquaredErrorLoss(double[] prediction, double[] target, int batch, int features)
    {
        var sums = new double[batch];
        for (int i = 0; i < prediction.Length; i++) sums[i / features] += (prediction[i] - target[i]) * (prediction[i] - target[i]);
        return sums;
    }

    /// <summary>Σ ½ (x − mean)² / v + ½ ln 2πv with v = deviation² + floor², per example.</summary>
    public static double[] GaussianLoss(double[] mean, double[] logDeviation, double[] target, int batch, int features, double floor)
    {
        var sums = new double[batch];
        for (int i = 0; i < mean.Length; i++)
        {
            double variance = Math.Exp(2 * logDeviation[i]) + (floor * floor), error = target[i] - mean[i];
            sums[i / features] += 0.5 * ((error * error / variance) + Math.Log(2 * Math.PI * variance));
        }
        return sums;
    }

    /// <summary>Σ t (ln Σ e^l − l), per example.</summary>
    public static double[] SoftmaxLoss(double[] logits, double[] target, int batch, int classes)
    {
        var losses = new double[batch];
        for (int image = 0; image < batch; image++)
        {
            double sum = 0;
            for (int c = 0; c < classes; c++) sum += Math.Exp(logits[(image * classes) + c]);
            for (int c = 0; c < classes; c++)
                losses[image] += target[(image * classes) + c] * (Math.Log(sum) - logits[(image * classes) + c]);
        }
        return losses;
    }

    /// <summary>√ Σ g².</summary>
    public static double Norm(double[] gradients)
    {
        double sum = 0;
        foreach (double g in gradients) sum += g * g;
        return Math.Sqrt(sum);
    }

    /// <summary>One update by Adam, in place.</summary>
    public static void Adam(
        double[] weights, double[] gradients, double[] first, double[] second,
        double beta1, double beta2, double epsilon, long step, double rate)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            first[i] = (beta1 * first[i]) + ((1 - beta1) * gradients[i]);
            second[i] = (beta2 * second[i]) + ((1 - beta2) * gradients[i] * gradients[i]);
            double m = first[i] / (1 - Math.Pow(beta1, step)), v = second[i] / (1 - Math.Pow(beta2, step));
            weights[i] -= rate * m / (Math.Sqrt(v) + epsilon);
        }
    }

    /// <summary>The standard normal quantile to about 1e-16 relative.</summary>
    /// <remarks>Wichura, "Algorithm AS 241", Applied Statistics 37, 1988.</remarks>
    public static double NormalQuantile(double u)
    {
        double q = u - 0.5;
        if (Math.Abs(q) <= 0.425) return q * Ratio(0.180625 - (q * q), CentreTop, CentreBottom);
        double r = Math.Sqrt(-Math.Log(Math.Min(u, 1 - u)));
        double x = r <= 5 ? Ratio(r - 1.6, MiddleTop, MiddleBottom) : Ratio(r - 5, TailTop, TailBottom);
        return q < 0 ? -x : x;
    }

    private static double Ratio(double x, double[] top, double[] bottom)
    {
        double n = 0, d = 0;
        for (int i = top.Length - 1; i >= 0; i--) (n, d) = ((n * x) + top[i], (d * x) + bottom[i]);
        return n / d;
    }

    private static readonly double[] CentreTop =
    [
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static readonly double[] CentreBottom =
    [
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static readonly double[] MiddleTop =
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static readonly double[] MiddleBottom =
    [
        1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static readonly double[] TailTop =
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static readonly double[] TailBottom =
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];
}
