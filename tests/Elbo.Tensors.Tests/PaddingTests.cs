namespace Elbo.Tensors.Tests;

public sealed class PaddingTests
{
    public static TheoryData<string> Names => new(OperationTable.Cases.Select(c => c.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Padding_lanes_get_zero_gradient(string name)
    {
        var row = OperationTable.Named(name);
        foreach (int batch in new[] { 1, 33 })
        {
            var run = new TapeRun(row, batch, twice: true);
            var garbled = new TapeRun(row, batch, twice: true, Garbage);
            for (int i = 0; i < row.Inputs.Length; i++)
            {
                AssertPaddingIsZero(run.InputLanes[i], batch, row.Inputs[i].Features);
                AssertPaddingIsZero(garbled.InputLanes[i], batch, row.Inputs[i].Features);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_padding_lanes_hold_changes_no_gradient(string name)
    {
        var row = OperationTable.Named(name);
        foreach (int batch in new[] { 1, 33 })
        {
            var clean = new TapeRun(row, batch, twice: false);
            AssertSame(clean, new TapeRun(row, batch, twice: false, Garbage));
            AssertSame(clean, new TapeRun(row, batch, twice: false, i => i % 2 == 0 ? 3e38f : -3e38f));
        }
    }

    [Fact]
    public void A_zero_deviation_in_padding_once_gave_a_gradient_of_NaN_there()
    {
        var row = OperationTable.Named("GaussianDivergence");
        var run = new TapeRun(row, 3, twice: false);
        AssertPaddingIsZero(run.InputLanes[1], 3, row.Inputs[1].Features);
    }

    private static float Garbage(int i) => 0.3f + (0.1f * (i % 13));

    private static void AssertSame(TapeRun clean, TapeRun garbled)
    {
        Assert.Equal(clean.Losses, garbled.Losses);
        for (int i = 0; i < clean.InputGradients.Length; i++) Assert.Equal(clean.InputGradients[i], garbled.InputGradients[i]);
        for (int i = 0; i < clean.ParameterGradients.Length; i++) Assert.Equal(clean.ParameterGradients[i], garbled.ParameterGradients[i]);
    }

    private static void AssertPaddingIsZero(float[] lanes, int batch, int features)
    {
        if (lanes.Length == 0) return;
        int last = Lanes.Blocks(batch) - 1;
        for (int f = 0; f < features; f++)
        {
            for (int lane = Lanes.Used(batch, last); lane < Lanes.Width; lane++)
                Assert.Equal(0, lanes[(((last * features) + f) * Lanes.Width) + lane]);
        }
    }
}
