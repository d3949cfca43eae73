namespace Elbo.Data.Pictures;

/// <summary>Lets several threads decode as long as the pixels in work are few; a picture that alone exceeds them waits for all others to end.</summary>
internal sealed class PixelBudget(long most)
{
    private readonly object gate = new();
    private long used;

    /// <summary>Does work that needs memory for so many pixels, as soon as there is room.</summary>
    public void With(long pixels, Action work)
    {
        long share = Math.Clamp(pixels, 0, most);
        lock (gate)
        {
            while (used + share > most) Monitor.Wait(gate);
            used += share;
        }
        try
        {
            work();
        }
        finally
        {
            lock (gate)
            {
                used -= share;
                Monitor.PulseAll(gate);
            }
        }
    }
}
