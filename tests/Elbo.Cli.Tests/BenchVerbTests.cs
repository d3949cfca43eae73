using System.Text.Json;
using Elbo.Imaging;

namespace Elbo.Cli.Tests;

public sealed class BenchVerbTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Times_the_decoding_of_a_picture()
    {
        Png.Save(new Pixmap(40, 30, 3), place["a.png"]);
        using var document = JsonDocument.Parse(place.Elbo("bench", "--picture", "a.png", "--seconds", "0", "--json").Done().Output);
        var timing = document.RootElement[0];
        Assert.Equal(("a.png", 40, 30), (timing.GetProperty("picture").GetString(), timing.GetProperty("width").GetInt32(), timing.GetProperty("height").GetInt32()));
        Assert.True(timing.GetProperty("megabytesPerSecond").GetDouble() > 0);
        place.Elbo("bench", "--picture", "none.png").Refused(1, "none.png cannot be timed");
    }

    [Fact]
    public void Refuses_to_time_different_things_together() =>
        place.Elbo("bench", "digits", "--picture", "a.png").Refused(2, "give one of the three");

    [Fact]
    public void An_unknown_layer_is_refused_with_the_known_ones() =>
        place.Elbo("bench", "--layer", "conv-1-2").Refused(2, "conv-256-512");
}
