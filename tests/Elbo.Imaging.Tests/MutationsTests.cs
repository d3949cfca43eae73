namespace Elbo.Imaging.Tests;

public sealed class MutationsTests
{
    [Fact]
    public void The_same_number_gives_the_same_damage_and_another_gives_other()
    {
        byte[] seed = [.. Enumerable.Range(0, 200).Select(i => (byte)i)], copy = [.. seed];
        var seen = new HashSet<string>();
        for (ulong number = 0; number < 1000; number++)
        {
            byte[] damaged = Mutations.Of(seed, number);
            Assert.Equal(damaged, Mutations.Of(seed, number));
            Assert.Equal(copy, seed); // untouched
            seen.Add(Convert.ToHexString(damaged));
        }
        Assert.InRange(seen.Count, 950, 1000);
    }
}
