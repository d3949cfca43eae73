namespace Elbo.Imaging.Charts;

/// <summary>Where a point is.</summary>
internal enum PointPlace
{
    /// <summary>It has no place or no colour.</summary>
    Nowhere,

    /// <summary>Beyond the axes.</summary>
    Outside,

    /// <summary>Within them.</summary>
    Inside,
}
