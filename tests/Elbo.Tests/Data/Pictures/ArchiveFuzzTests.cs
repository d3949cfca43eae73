using Elbo.Data.Pictures;
using Elbo.Imaging.Tests;
using Xunit.Abstractions;

namespace Elbo.Tests.Data.Pictures;

public class ArchiveFuzzTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    public void A_damaged_archive_gives_pictures_and_skips_or_one_error(string ending)
    {
        using var files = new PictureFiles();
        for (int i = 0; i < 4; i++) files.Add($"sub{i % 2}/{i}.png", PictureFiles.Png(PictureFiles.Picture(i, 3, 2)));
        string good = ending == "zip" ? files.Zip("good.zip", files.Entries()) : files.Tar("good." + ending, files.Entries());
        string spoilt = files.Beside("spoilt." + ending);
        int taken = 0, skipped = 0;
        double refused = Fuzzing.Refused(output, [(ending, File.ReadAllBytes(good))], 4 << 20, bytes =>
        {
            File.WriteAllBytes(spoilt, bytes);
            try
            {
                var source = PictureSource.Open(spoilt);
                Assert.Equal(32, source.Key.Length);
                foreach (var picture in source.Read())
                {
                    // Whatever it is, a picture or a reason.
                    bool decoded = PicturePacker.Decode(picture, out var skip) is not null;
                    Assert.Equal(decoded, skip is null);
                    if (decoded) taken++;
                    else skipped++;
                }
                return true;
            }
            catch (ElboException error)
            {
                Assert.Contains(spoilt, error.Message, StringComparison.Ordinal);
                return false;
            }
        });
        Assert.True(taken > 1000 && refused is > 0.01 and < 1 && (skipped > 0 || ending == "tar.gz"), $"{taken} taken, {skipped} skipped, {refused:P1} refused");
    }
}
