using System.Text;
using Elbo.Formats;

namespace Elbo.Tests.Formats;

public sealed class NpyTests
{
    [Fact]
    public void A_table_is_a_header_of_whole_lines_and_the_values()
    {
        using var folder = new TemporaryFolder();
        Npy.Save(folder["a.npy"], [1, 2, 3, 4, 5, -0.5f], 3, 2);
        byte[] file = File.ReadAllBytes(folder["a.npy"]);
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 118, 0], file[..10]);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }".PadRight(117) + "\n", Encoding.ASCII.GetString(file, 10, 118));
        Assert.Equal(128 + (6 * 4), file.Length);
        Assert.Equal(-0.5f, BitConverter.ToSingle(file, 148));
        Assert.Throws<ArgumentException>(() => Npy.Save(folder["b.npy"], [1, 2, 3], 2, 2));
        Assert.Throws<ElboException>(() => Npy.Save(folder["nowhere/b.npy"], [], 0, 2));
    }
}
