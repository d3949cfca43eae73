using Elbo.Data;
using Elbo.Runs;
using Elbo.Sweeps;
using Elbo.Tests.Figures;

namespace Elbo.Tests.Sweeps;

public sealed class SweepMeasurementTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_model_whose_bound_is_not_finite_has_no_row()
    {
        using var vae = UntrainedModel.Of(2);
        var run = RunDirectory.Create(folder["run"], vae.Recipe);
        var planned = new SweepRun("run", [], vae.Recipe);
        var data = new DataSplits(UntrainedModel.Noise(8), UntrainedModel.Noise(8), UntrainedModel.Noise(8));
        Assert.NotNull(SweepMeasurement.Tested(planned, run, data, vae, default).Elbo);
        // The encoder gives means, then what makes deviations, whose squares overflow here.
        var head = vae.Store.Parameters.Last(parameter => parameter.Name.StartsWith("encoder.", StringComparison.Ordinal) && parameter.Name.EndsWith(".bias", StringComparison.Ordinal));
        vae.Store.Weights(head)[2..].Fill(1e30f);
        var error = Assert.Throws<ElboException>(() => SweepMeasurement.Tested(planned, run, data, vae, default));
        Assert.Contains("of noise is not finite under this model", error.Message, StringComparison.Ordinal);
    }
}
