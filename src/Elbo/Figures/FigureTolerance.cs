using Elbo.Runs;

namespace Elbo.Figures;

/// <summary>Draws while training goes on, which a picture that cannot be drawn or written must not end.</summary>
/// <param name="place">The folder that is drawn into.</param>
/// <param name="warn">Told in one sentence, but not again while the cause stays the same; null for nobody.</param>
/// <param name="missing">What training goes on without.</param>
internal sealed class FigureTolerance(string place, Action<string>? warn, string missing = "a picture")
{
    private (Type Type, int Code)? known;

    public void Draw(Action figures)
    {
        try
        {
            figures();
            known = null;
        }
        catch (Exception error) when (error is ElboException || DiskTrouble.Is(error))
        {
            var cause = error.InnerException ?? error;
            if (known == (cause.GetType(), cause.HResult)) return;
            known = (cause.GetType(), cause.HResult);
            string sentence = error is ElboException ? error.Message : AtomicFile.Failure(place, error).Message;
            warn?.Invoke($"Training goes on without {missing}: {sentence}");
        }
    }
}
