using Elbo.Data.Pictures;

namespace Elbo.Tests.Data.Pictures;

public class ArchiveFuzzTests
{
    [Theory]
    [InlineData("zip", 3000)]
    [InlineData("tar", 3000)]
    [InlineData("tar.gz", 1000)]
    public void A_damaged_archive_gives_pictures_and_skips_or_one_error(string ending, int runs)
    {
        using var files = new PictureFiles();
        for (int i = 0; i < 4; i++) files.Add($"sub{i % 2}/{i}.png", PictureFiles.Png(PictureFiles.Picture(i, 3, 2)));
        string path = ending == "zip" ? files.Zip("good.zip", files.Entries()) : files.Tar("good." + ending, files.Entries());
        byte[] good = File.ReadAllBytes(path);
        var random = new Random(11);
        int taken = 0, skipped = 0, refused = 0;
        for (int run = 0; run < runs; run++)
        {
            byte[] bytes = (byte[])good.Clone();
            for (int flips = random.Next(1, 5); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = random.Next(3) switch { 0 => 0, 1 => 255, _ => (byte)random.Next(256) };
            if (random.Next(6) == 0) bytes = bytes[..random.Next(bytes.Length)];
            string spoilt = files.Beside("spoilt." + ending);
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
            }
            catch (ElboException error)
            {
                Assert.Contains(spoilt, error.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(taken > runs / 20 && refused > 0 && (skipped > 0 || ending == "tar.gz"), $"{taken} taken, {skipped} skipped, {refused} refused");
    }
}
