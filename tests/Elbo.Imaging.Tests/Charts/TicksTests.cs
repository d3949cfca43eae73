namespace Elbo.Imaging.Charts.Tests;

public sealed class TicksTests
{
    [Fact]
    public void Ticks_are_round_inside_the_range_and_apart_for_any_range()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 4000; trial++)
        {
            double size = Math.Pow(10, random.Next(-20, 21)), low = (random.NextDouble() - 0.5) * size * random.Next(0, 3), high = low + size * (0.01 + random.NextDouble());
            double length = random.Next(60, 1200);
            bool horizontal = random.Next(2) == 0;
            List<Tick> ticks = Ticks.Along(new Scale(low, high, false), length, horizontal);

            Assert.NotEmpty(ticks);
            foreach (Tick tick in ticks)
                Assert.InRange(tick.Value, low - 1e-6 * (high - low), high + 1e-6 * (high - low));
            for (int i = 1; i < ticks.Count; i++)
            {
                double step = ticks[i].Value - ticks[i - 1].Value, lead = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-7));
                if (!horizontal || length >= 600) // shorter ones may leave out a wide label between two others
                    Assert.True(new[] { 1.0, 2, 5 }.Any(round => Math.Abs(lead - round) < 1e-3), $"{low} to {high}, {length} pixels: {string.Join(' ', ticks)}");
                Assert.NotEqual(ticks[i - 1].Label, ticks[i].Label);
                double room = horizontal ? (TextWidth.Of(ticks[i].Label, Style.TickSize) + TextWidth.Of(ticks[i - 1].Label, Style.TickSize)) / 2 : Style.TickSize;
                Assert.True(ticks[i].Position - ticks[i - 1].Position > room);
            }
        }
    }

    [Theory]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-4, 4, "−4 −2 0 2 4")]
    [InlineData(0, 48_000, "0 10,000 20,000 30,000 40,000")]
    [InlineData(0, 3e8, "0 0.5×10⁸ 1.0×10⁸ 1.5×10⁸ 2.0×10⁸ 2.5×10⁸ 3.0×10⁸")]
    [InlineData(100.02, 100.07, "100.02 100.03 100.04 100.05 100.06 100.07")]
    public void Labels_are_written_alike(double low, double high, string labels)
    {
        List<Tick> ticks = Ticks.Along(new Scale(low, high, false), 430, horizontal: true);
        Assert.Equal(labels, string.Join(' ', ticks.Select(t => t.Label)));
    }

    [Fact]
    public void Whole_numbers_stay_whole() =>
        Assert.Equal([1, 2, 3], Ticks.Along(new Scale(1, 3, false), 900, horizontal: true, wholeNumbers: true).Select(t => t.Value));

    [Theory]
    [InlineData(1e-6, 1, "10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 10⁰")]
    [InlineData(0.5, 20, "0.5 1 2 5 10 20")]
    [InlineData(100, 550, "100 200 300 400 500")]
    public void Logarithmic_axes_have_round_ticks(double low, double high, string labels) =>
        Assert.Equal(labels, string.Join(' ', Ticks.Along(new Scale(low, high, true), 500, horizontal: true).Select(t => t.Label)));

    [Fact]
    public void Logarithmic_labels_never_touch()
    {
        var random = new Random(2);
        for (int trial = 0; trial < 2000; trial++)
        {
            double low = Math.Pow(10, random.NextDouble() * 400 - 200), high = low * Math.Pow(10, 0.01 + Math.Pow(random.NextDouble(), 3) * 80);
            List<Tick> ticks = Ticks.Along(new Scale(low, high, true), random.Next(80, 1000), horizontal: true);
            Assert.NotEmpty(ticks);
            for (int i = 1; i < ticks.Count; i++)
                Assert.True(ticks[i].Position - ticks[i - 1].Position > (TextWidth.Of(ticks[i].Label, Style.TickSize) + TextWidth.Of(ticks[i - 1].Label, Style.TickSize)) / 2);
        }
    }
}
