using System.Text;
using Elbo.Formats;

namespace Elbo.Tests.Formats;

public sealed class Crc32CTests
{
    /// <summary>RFC 3720, appendix B.4, and the usual check value.</summary>
    public static TheoryData<string, uint> Known => new()
    {
        { "", 0 },
        { Convert.ToHexString("123456789"u8), 0xE3069283 },
        { Convert.ToHexString(new byte[32]), 0x8A9136AA },
        { new string('F', 64), 0x62A8AB43 },
        { "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", 0x46DD794E },
        { "1F1E1D1C1B1A191817161514131211100F0E0D0C0B0A09080706050403020100", 0x113FDB5C },
        { "01C000000000000000000000000000001400000000000400000000140000001828000000000000000200000000000000", 0xD9963A56 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Known_checksums_come_out(string bytes, uint checksum)
    {
        byte[] data = Convert.FromHexString(bytes);
        Assert.Equal(checksum, Crc32C.Of(data));
        Assert.Equal(Plain(data), Crc32C.Of(data));
    }

    [Fact]
    public void Any_length_gives_what_bit_by_bit_division_gives()
    {
        var data = new byte[300];
        new Random(1).NextBytes(data);
        for (int length = 0; length <= data.Length; length++) Assert.Equal(Plain(data.AsSpan(0, length)), Crc32C.Of(data.AsSpan(0, length)));
    }

    [Fact]
    public void The_mask_is_the_one_that_every_event_file_of_TensorFlow_begins_with()
    {
        // Their first record, of the file's version, has 24 bytes.
        Assert.Equal(0x224B7FA3u, Crc32C.Masked([24, 0, 0, 0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Without_the_processors_instruction_the_checksums_are_the_same()
    {
        var plain = ChildProcess.Run(["crc-32c"], ("DOTNET_EnableHWIntrinsic", "0"));
        Assert.Equal(0, plain.Code);
        Assert.Equal(["no instruction", .. Lengths()], plain.Lines);
        Assert.All(Lengths(), line => Assert.Equal(8, line.Length));
    }

    /// <summary>What a child process prints.</summary>
    internal static void Print()
    {
        bool instruction = System.Runtime.Intrinsics.X86.Sse42.IsSupported || System.Runtime.Intrinsics.Arm.Crc32.IsSupported;
        Console.WriteLine(instruction ? "instruction" : "no instruction");
        foreach (string line in Lengths()) Console.WriteLine(line);
    }

    private static IEnumerable<string> Lengths()
    {
        byte[] text = Encoding.UTF8.GetBytes("A checksum is the same on any processor.");
        return Enumerable.Range(0, text.Length).Select(length => $"{Crc32C.Of(text.AsSpan(0, length)):X8}");
    }

    private static uint Plain(ReadOnlySpan<byte> data)
    {
        uint crc = ~0u;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }
        return ~crc;
    }
}
