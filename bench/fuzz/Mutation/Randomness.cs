using System.Numerics;

namespace Elbo.Fuzz.Mutation;

/// <summary>A small generator that any number may begin (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").</summary>
internal sealed class Randomness(ulong state)
{
    /// <summary>0 to one below.</summary>
    public int Next(int below) => (int)Math.BigMul(Bits(), (ulong)(uint)below, out _);

    /// <summary>Whether an event of this many in a hundred occurs.</summary>
    public bool Percent(int chance) => Next(100) < chance;

    /// <summary>One of these.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    /// <summary>A length, short ones more often: at least 1, at most <paramref name="most"/>.</summary>
    public int Length(int most) => most <= 1 ? 1 : 1 + Next(Math.Min(most, 1 << Next(1 + BitOperations.Log2((uint)most))));

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
