using Elbo.Formats.TensorBoard;

namespace Elbo.Tests.Formats.TensorBoard;

public sealed class ProtobufWriterTests
{
    [Fact]
    public void Fields_are_written_as_the_encodings_own_examples()
    {
        Assert.Equal("089601", Written(w => w.Whole(1, 150)));
        Assert.Equal("120774657374696E67", Written(w => w.Text(2, "testing")));
        Assert.Equal("1A03089601", Written(w => { using (w.Message(3)) w.Whole(1, 150); }));
        Assert.Equal("08FEFFFFFFFFFFFFFFFF01", Written(w => w.Whole(1, -2)));
        Assert.Equal("0D0000803F", Written(w => w.Single(1, 1)));
        Assert.Equal("09000000000000F0BF", Written(w => w.Double(1, -1)));
        Assert.Equal("20002001", Written(w => { w.Flag(4, false); w.Flag(4, true); }));
        Assert.Equal("82017F", Written(w => w.Bytes(16, [.. new byte[0x7F]]))[..6]);
        Assert.Equal("2202C3A9", Written(w => w.Text(4, "é")));
        Assert.Equal("2A00", Written(w => { using (w.Message(5)) { } }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(3_000_000)]
    public void Messages_of_any_length_nest(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var writer = new ProtobufWriter();
        writer.Whole(1, 7);
        using (writer.Message(2))
        {
            writer.Text(1, "before");
            using (writer.Message(2))
            using (writer.Message(3)) writer.Bytes(4, bytes);
            writer.Text(3, "behind");
        }
        writer.Whole(3, 8);
        var read = new ProtobufFields(writer.Written);
        Assert.Equal([1, 2, 3], read.Numbers);
        Assert.Equal((7, 8), (read.Whole(1), read.Whole(3)));
        Assert.Equal(("before", "behind"), (read.Message(2).Text(1), read.Message(2).Text(3)));
        Assert.Equal(bytes, read.Message(2).Message(2).Message(3).Bytes(4));
    }

    private static string Written(Action<ProtobufWriter> write)
    {
        var writer = new ProtobufWriter();
        write(writer);
        return Convert.ToHexString(writer.Written);
    }
}
