namespace Elbo.Formats.TensorBoard;

/// <summary>TensorFlow's <c>Event</c>: one record of an event file.</summary>
internal static class EventMessage
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5, SessionLog = 7;

    /// <summary>The first record of a file.</summary>
    public static byte[] Version(DateTimeOffset time)
    {
        var writer = Begin(time, 0);
        writer.Text(FileVersion, "brain.Event:2");
        return writer.Written.ToArray();
    }

    /// <summary>
    /// Training begins or goes on: TensorBoard forgets what earlier files of the folder say of this step and later ones,
    /// unless this is the folder's first start.
    /// </summary>
    public static byte[] Start(DateTimeOffset time, long step)
    {
        const int status = 1, start = 1;
        var writer = Begin(time, step);
        using (writer.Message(SessionLog)) writer.Whole(status, start);
        return writer.Written.ToArray();
    }

    /// <summary>What was measured at a step.</summary>
    public static byte[] Of(DateTimeOffset time, long step, SummaryMessage summary)
    {
        var writer = Begin(time, step);
        writer.Bytes(Summary, summary.Written);
        return writer.Written.ToArray();
    }

    private static ProtobufWriter Begin(DateTimeOffset time, long step)
    {
        var writer = new ProtobufWriter();
        writer.Double(WallTime, Seconds(time));
        // Nought is what a reader takes where there is none, and what TensorFlow leaves out too.
        if (step != 0) writer.Whole(Step, step);
        return writer;
    }

    /// <summary>Seconds since 1970, with their fractions.</summary>
    internal static double Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;
}
