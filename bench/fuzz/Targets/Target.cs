using Elbo.Fuzz.Mutation;

namespace Elbo.Fuzz.Targets;

/// <summary>A reader of files, and what is known of them. For one thread.</summary>
/// <param name="name">What the reader reads, in a word.</param>
internal abstract class Target(string name)
{
    private const long Slack = 1 << 20;

    /// <summary>What the reader reads, in a word; also the name of its corpus.</summary>
    public string Name => name;

    /// <summary>The longest file that is tried.</summary>
    public virtual int Longest => 1 << 13;

    /// <summary>Words of the format.</summary>
    public virtual IReadOnlyList<byte[]> Tokens => [];

    /// <summary>Memory that one file may make the reader allocate, beside so much for each of its bytes.</summary>
    protected virtual long MostMemory => Slack;

    /// <inheritdoc cref="MostMemory"/>
    protected virtual long MemoryOfByte => 200;

    /// <summary>The most that a file of this length may make the reader allocate.</summary>
    public long Memory(int length) => MostMemory + (MemoryOfByte * length);

    /// <summary>Valid files.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>Reads a file. Throws as <see cref="IsRefusal"/> knows, and whatever is wrong with the reader.</summary>
    /// <returns>False where the file is refused without an error.</returns>
    public abstract bool Read(byte[] file);

    /// <summary>Whether a reader says in this way, in one sentence, that a file is not as it should be.</summary>
    public virtual bool IsRefusal(Exception error) => error is ElboException && IsSentence(error.Message);

    /// <summary>A damaged file; most are made believable again.</summary>
    public virtual byte[] Mutate(byte[] parent, Mutator mutator)
    {
        byte[] file = mutator.Mutate(parent);
        return mutator.Random.Percent(75) ? Repair(file) : file;
    }

    /// <summary>Sets checksums and lengths so that damage is believed; may change the file in place.</summary>
    protected virtual byte[] Repair(byte[] file) => file;

    /// <summary>Whether a message is on one line, not endless, and has its end.</summary>
    protected static bool IsSentence(string message) => message.Length is > 0 and < 2000 && message[^1] is '.' or '?' && !message.Any(char.IsControl);
}
