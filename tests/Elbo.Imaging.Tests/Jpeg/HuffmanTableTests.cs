namespace Elbo.Imaging.Tests;

public sealed class HuffmanTableTests
{
    [Fact]
    public void Codes_of_every_length_give_their_symbols_and_numbers()
    {
        // One code of each length, 0, 10, 110 and so on: a table of all lengths up to 16, half of them too long to look up.
        byte[] counts = [.. Enumerable.Repeat((byte)1, 16)], symbols = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        var table = new HuffmanTable(counts, symbols);
        for (int size = 0; size < 16; size++)
            foreach (int number in size == 0 ? [0] : new[] { 1 << (size - 1), (1 << size) - 1, -(1 << (size - 1)), 1 - (1 << size) })
            {
                int coded = number < 0 ? number + (1 << size) - 1 : number;
                ulong bits = (((1UL << size) - 1) << 1 << size | (uint)coded) << (63 - 2 * size);
                byte[] data = new byte[8];
                System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(data, bits);
                var reader = new BitReader(Stuffed(data), 0);
                Assert.Equal(number, table.TakeDifference(ref reader));
            }
    }

    [Fact]
    public void Bits_that_are_no_code_are_refused()
    {
        var table = new HuffmanTable([0, 1, .. new byte[14]], [5]);
        Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new BitReader([0x40, 0, 0, 0], 0);
            return table.TakeDifference(ref reader);
        });
    }

    [Fact]
    public void More_codes_than_there_can_be_are_refused() =>
        Assert.Throws<InvalidDataException>(() => new HuffmanTable([3, .. new byte[15]], [1, 2, 3]));

    private static byte[] Stuffed(byte[] data) => [.. data.SelectMany(value => value == 0xFF ? new byte[] { 0xFF, 0 } : [value])];
}
