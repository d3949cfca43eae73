namespace Elbo.Data;

/// <summary>A stream whose first bytes were already read, as if they had not been.</summary>
internal sealed class ReplayedStream(byte[] start, Stream rest) : Stream
{
    private int replayed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (replayed == start.Length) return rest.Read(buffer);
        int count = Math.Min(buffer.Length, start.Length - replayed);
        start.AsSpan(replayed, count).CopyTo(buffer);
        replayed += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
