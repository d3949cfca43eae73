using Elbo.Formats;
using Elbo.Imaging.Tests;
using Xunit.Abstractions;

namespace Elbo.Tests.Formats;

public sealed class SafetensorsFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void A_damaged_file_is_read_or_refused_and_nothing_else()
    {
        (string, byte[])[] seeds = [("small", SafetensorsTests.Small()), ("without a digest", SafetensorsTests.Small(note: null))];
        double refused = Fuzzing.Refused(output, seeds, 1 << 20, bytes =>
        {
            try
            {
                using var file = SafetensorsFile.Read(new MemoryStream(bytes), "w.safetensors");
                foreach (var tensor in file.Tensors.Where(tensor => tensor.Type == SafetensorsType.F32)) file.Read(tensor.Name, new float[tensor.Count]);
                return true;
            }
            catch (ElboException)
            {
                return false;
            }
        });
        Assert.InRange(refused, 0.5, 0.9999);
    }
}
