namespace Elbo.Imaging;

/// <summary>How the blocks of a scan are coded.</summary>
internal abstract class BlockCoding
{
    /// <summary>Decodes one block; the column and row are within the component, padding included.</summary>
    public abstract void Decode(ref BitReader reader, ScanComponent part, int column, int row);

    /// <summary>Forgets what earlier blocks told.</summary>
    public virtual void Restart(JpegScan scan)
    {
        foreach (ScanComponent part in scan.Components)
            part.Prediction = 0;
    }
}
