using Elbo.Data;
using Elbo.Imaging.Tests;
using Xunit.Abstractions;

namespace Elbo.Tests.Data;

public sealed class IdxFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void A_damaged_file_is_read_or_refused_and_nothing_else()
    {
        (string, byte[])[] seeds =
        [
            ("images", IdxBytes.Images(5)), ("labels", IdxBytes.Labels(30)),
            ("gzipped images", IdxBytes.Gzip(IdxBytes.Images(5))), ("gzipped labels", IdxBytes.Gzip(IdxBytes.Labels(30))),
        ];
        // Each of the two begins with a buffer of 4 MiB.
        double refused = Fuzzing.Refused(output, seeds, 9 << 20, bytes => Reads(() => Idx.ReadImages(new MemoryStream(bytes), "file")) | Reads(() => Idx.ReadLabels(new MemoryStream(bytes), "file")));
        Assert.InRange(refused, 0.3, 0.95);
    }

    private static bool Reads(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (ElboException)
        {
            return false;
        }
    }
}
