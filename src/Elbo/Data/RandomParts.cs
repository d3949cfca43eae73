using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>Divides examples that come without parts: at random, but the same number of them always alike.</summary>
internal static class RandomParts
{
    private const int OneIn = 10;

    /// <summary>The numbers of the examples to train, to validate and to test with, each rising.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="test">Whether a tenth is to test with; there are other examples for that otherwise.</param>
    /// <param name="validation">How many to validate with at most; a tenth is the most, one of three the least.</param>
    /// <param name="seed">Key of the order.</param>
    public static (int[] Train, int[] Validation, int[] Test) Of(int count, bool test, int? validation, ulong seed)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        new Philox(seed, Streams.RandomParts, 0).Shuffle(all);
        int tests = test ? count / OneIn : 0, some = Math.Min(validation ?? int.MaxValue, Math.Max(count > 2 ? 1 : 0, count / OneIn));
        return (Sorted(tests + some, count), Sorted(tests, tests + some), Sorted(0, tests));

        int[] Sorted(int from, int to) => [.. all[from..to].Order()];
    }
}
