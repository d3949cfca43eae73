using System.Text;
using Elbo.Formats;

namespace Elbo.Tests.Formats;

public sealed class HostileSafetensorsTests
{
    private const string Good = "\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]";

    [Theory]
    [InlineData("{\"a\":{\"dtype\":NaN,\"shape\":[1],\"data_offsets\":[0,4]}}", "not valid JSON")]
    [InlineData("{\"a\":{\"dtype\":\"NaN\",\"shape\":[1],\"data_offsets\":[0,4]}}", "'NaN', which Elbo does not read")]
    [InlineData("{\"a\":{\"dtype\":\"\",\"shape\":[1],\"data_offsets\":[0,4]}}", "'', which Elbo does not read")]
    [InlineData("{\"a\":{\"dtype\":null,\"shape\":[1],\"data_offsets\":[0,4]}}", "wrong or second 'dtype'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1e0],\"data_offsets\":[0,4]}}", "impossible")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", "impossible")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}}", "impossible")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}", "impossible")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[9223372036854775803,9223372036854775807]}}", "hole")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "follow the header")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,2],\"data_offsets\":[0,4]}}", "does not fit")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[0,9223372036854775807,9223372036854775807],\"data_offsets\":[0,4]}}", "does not fit")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[[1]],\"data_offsets\":[0,4]}}", "impossible")]
    [InlineData("{\"a\":{" + Good + "},\"a\":{" + Good + "}}", "twice")]
    public void A_header_that_lies_is_refused_in_a_sentence(string header, string why) => Refused(File(Encoding.UTF8.GetBytes(header), 4), why);

    [Fact]
    public void A_header_nested_a_million_deep_is_refused()
    {
        string open = new('[', 1_000_000);
        Refused(File(Encoding.UTF8.GetBytes("{\"a\":{\"dtype\":\"F32\",\"shape\":" + open), 0), "impossible");
        Refused(File(Encoding.UTF8.GetBytes("{\"a\":" + open), 0), "not described by an object");
        Refused(File(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 1000))), 0), "second 'a'");
    }

    [Fact]
    public void A_header_of_a_million_dimensions_or_offsets_is_refused_at_the_first_too_many()
    {
        string many = string.Join(',', Enumerable.Repeat("1", 1_000_000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] file = File(Encoding.UTF8.GetBytes("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + many + "],\"data_offsets\":[0,4]}}"), 4);
        long made = GC.GetAllocatedBytesForCurrentThread() - before;
        Refused(file, "impossible");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before - made, 0, file.Length + (1 << 17));
    }

    [Fact]
    public void Names_that_are_not_UTF8_are_refused()
    {
        Refused(File([(byte)'{', (byte)'"', 0xFF, 0xFE, .. Encoding.UTF8.GetBytes("\":{" + Good + "}}")], 4), "not valid JSON");
        Refused(File([(byte)'{', (byte)'"', 0xED, 0xA0, 0x80, .. Encoding.UTF8.GetBytes("\":{" + Good + "}}")], 4), "not valid JSON");
    }

    private static void Refused(byte[] file, string why)
    {
        string message = Assert.Throws<ElboException>(() => SafetensorsFile.Read(new MemoryStream(file), "w.safetensors")).Message;
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 10, 400);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }

    private static byte[] File(byte[] header, int data) => [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[data]];
}
