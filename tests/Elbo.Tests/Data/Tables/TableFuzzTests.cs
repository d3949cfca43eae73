using Elbo.Fuzz.Targets;
using Elbo.Imaging.Tests;
using Xunit.Abstractions;

namespace Elbo.Tests.Data.Tables;

public sealed class TableFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void A_damaged_table_is_read_or_refused_and_nothing_else() => Hold(new CsvTarget(), 0.05, 0.95);

    [Fact]
    public void A_damaged_array_is_read_or_refused_and_nothing_else() => Hold(new NpyTarget(), 0.2, 0.99);

    [Fact]
    public void A_damaged_archive_of_arrays_is_read_or_refused_and_nothing_else() => Hold(new NpzTarget(), 0.2, 0.99);

    [Fact]
    public void A_damaged_schema_is_read_or_refused_and_nothing_else() => Hold(new SchemaTarget(), 0.2, 0.999);

    private void Hold(Target target, double least, double most)
    {
        (string, byte[])[] seeds = [.. target.Seeds().Select((seed, i) => ($"{target.Name} {i}", seed))];
        double refused = Fuzzing.Refused(output, seeds, target.Memory(1 << 12), bytes =>
        {
            try
            {
                return target.Read(bytes);
            }
            catch (Exception error) when (target.IsRefusal(error))
            {
                return false;
            }
        });
        Assert.InRange(refused, least, most);
    }
}
