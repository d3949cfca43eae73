namespace Elbo.Explorer.Runs;

/// <summary>A sheet of samples.</summary>
/// <param name="Stamp">The checkpoint that it shows.</param>
/// <param name="Png">The file.</param>
internal sealed record Thumbnail(CheckpointStamp Stamp, byte[] Png);
