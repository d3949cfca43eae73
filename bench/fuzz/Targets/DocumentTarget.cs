using Elbo.Fuzz.Mutation;

namespace Elbo.Fuzz.Targets;

/// <summary>A reader of JSON documents; some damage leaves them documents.</summary>
internal abstract class DocumentTarget(string name) : Target(name)
{
    public override byte[] Mutate(byte[] parent, Mutator mutator) =>
        mutator.Random.Percent(40) && JsonDamage.Change(parent, mutator.Random) is { } changed && changed.Length <= Longest ? changed : base.Mutate(parent, mutator);
}
