using Elbo.Cli.Display;

namespace Elbo.Cli.Tests;

public sealed class StatusWriterTests
{
    [Fact]
    public void A_terminal_that_is_gone_silences_what_is_told_and_breaks_nothing()
    {
        var terminal = new ClosingTerminal();
        using var status = new StatusWriter(terminal);
        status.WriteLine("epoch 1");
        status.Write('x');
        Assert.Equal("epoch 1" + terminal.NewLine + "x", terminal.ToString());
        terminal.IsClosed = true;
        status.WriteLine("Interrupted after step 7; a checkpoint is saved.");
        status.Write("more".AsSpan());
        status.Write("{0} of {1}", 1, 2);
        status.Flush();
        Assert.Equal("epoch 1" + terminal.NewLine + "x", terminal.ToString());
    }

    private sealed class ClosingTerminal : StringWriter
    {
        public bool IsClosed { get; set; }

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value)
        {
            // What Linux says of a terminal that hung up.
            if (IsClosed) throw new IOException("Input/output error");
            base.Write(value);
        }

        public override void WriteLine(string? value) => Write(value + NewLine);

        public override void Flush()
        {
            if (IsClosed) throw new IOException("Input/output error");
        }
    }
}
