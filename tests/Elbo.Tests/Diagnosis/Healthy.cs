using Elbo.Tests.Training;

namespace Elbo.Tests.Diagnosis;

/// <summary>Two models in good health, one rectified and one of tanh units, trained once for the tests that spoil them.</summary>
public sealed class Healthy : IDisposable
{
    private readonly Lazy<Patient> rectified = new(() => new Patient(DigitRun.Data));
    private readonly Lazy<Patient> tanh = new(() => new Patient(DigitRun.Data, "model.encoder.*.activation=tanh", "model.decoder.*.activation=tanh"));

    internal Patient Rectified => rectified.Value;

    internal Patient Tanh => tanh.Value;

    public void Dispose()
    {
        if (rectified.IsValueCreated) rectified.Value.Dispose();
        if (tanh.IsValueCreated) tanh.Value.Dispose();
    }
}
