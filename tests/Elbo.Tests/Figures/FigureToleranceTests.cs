using Elbo.Figures;

namespace Elbo.Tests.Figures;

public sealed class FigureToleranceTests
{
    [Fact]
    public void A_bare_error_of_the_disk_is_told_with_its_place_and_once()
    {
        var told = new List<string>();
        var tolerance = new FigureTolerance("run/figures/epochs", told.Add);
        for (int i = 0; i < 2; i++) tolerance.Draw(() => throw new IOException("No space left on device", 28));
        Assert.Equal("Training goes on without a picture: Could not write run/figures/epochs: the disk is full; free some space and run again.", Assert.Single(told));
        tolerance.Draw(() => throw new UnauthorizedAccessException("Access is denied."));
        Assert.Equal("Training goes on without a picture: Could not write run/figures/epochs: writing there is not allowed; check the permissions or choose another path.", told[1]);
    }

    [Fact]
    public void What_names_its_file_already_is_told_as_it_is_and_other_errors_are_not_hidden()
    {
        var told = new List<string>();
        var tolerance = new FigureTolerance("folder", told.Add, "events");
        tolerance.Draw(() => throw new ElboException("Could not write a/b: it is so."));
        Assert.Equal("Training goes on without events: Could not write a/b: it is so.", Assert.Single(told));
        Assert.Throws<InvalidOperationException>(() => tolerance.Draw(() => throw new InvalidOperationException()));
    }
}
