using Spectre.Console.Rendering;

namespace Elbo.Cli.Display;

/// <summary>Something to draw whose texts hold nothing that a terminal obeys, whatever names of files are among them.</summary>
internal sealed class PlainCells(IRenderable inner) : Renderable
{
    protected override Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth)
        .Select(segment => segment.IsControlCode || segment.IsLineBreak ? segment : new Segment(Quoted.Line(segment.Text), segment.Style));
}
