using Xunit.Abstractions;

namespace Elbo.Imaging.Tests;

public sealed class JpegFuzzTests(ITestOutputHelper output)
{
    /// <summary>Tight, so that what a damaged file can make the reader allocate is small.</summary>
    private static readonly PictureLimits Limits = new() { MaxPixels = 1 << 16 };

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_nothing_else()
    {
        var seeds = JpegDamageTests.Seeds.Select(name => (name, Fixtures.Bytes(name))).ToArray();
        double refused = Fuzzing.Refused(output, seeds, 4 << 20, file =>
        {
            try
            {
                Jpeg.Read(file, Limits);
                return true;
            }
            catch (InvalidDataException)
            {
                return false;
            }
        });
        // Most damage is in image data and may pass for other image data; enough of it must not.
        Assert.InRange(refused, 0.2, 0.8);
    }
}
