namespace Elbo.Cli.Display;

/// <summary>Shows progress at once and on the thread that reports it, where <see cref="Progress{T}"/> would do it on others and in no order. One report at a time.</summary>
internal sealed class ImmediateProgress<T>(Action<T> tell) : IProgress<T>
{
    private readonly Lock one = new();

    public void Report(T value)
    {
        lock (one) tell(value);
    }
}
