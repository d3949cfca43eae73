namespace Elbo.Explorer.Decoding;

/// <summary>Codes that one request wants decoded, which may share a batch with those of others.</summary>
/// <param name="codes">Rows <c>[n][latent]</c>.</param>
/// <param name="count">Their number.</param>
/// <param name="label">The label of all, for a conditional model.</param>
/// <param name="features">Bytes of a picture.</param>
/// <param name="cancellation">Whether somebody still waits.</param>
internal sealed class DecodeJob(float[] codes, int count, byte label, int features, CancellationToken cancellation)
{
    private readonly TaskCompletionSource<byte[]> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public float[] Codes => codes;

    public int Count => count;

    public byte Label => label;

    /// <summary>Codes that are in a batch already.</summary>
    public int Taken { get; set; }

    /// <summary>The pictures, one after the other: <c>[n][height][width][channels]</c>.</summary>
    public byte[] Pictures { get; } = new byte[count * features];

    public bool IsAbandoned => cancellation.IsCancellationRequested;

    public Task<byte[]> Task => done.Task;

    public void Complete() => done.TrySetResult(Pictures);

    public void Abandon() => done.TrySetCanceled(cancellation);

    public void Fail(Exception error) => done.TrySetException(error);
}
