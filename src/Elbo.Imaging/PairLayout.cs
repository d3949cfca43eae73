namespace Elbo.Imaging;

/// <summary>How a picture and its reconstruction stand to each other.</summary>
public enum PairLayout
{
    /// <summary>The reconstruction is under its original.</summary>
    Over,

    /// <summary>The reconstruction is to the right of its original.</summary>
    Beside,
}
