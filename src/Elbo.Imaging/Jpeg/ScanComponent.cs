namespace Elbo.Imaging;

/// <summary>A component's part in one scan.</summary>
internal sealed class ScanComponent(JpegComponent component, int dcSlot, int acSlot)
{
    public JpegComponent Component { get; } = component;

    public int DcSlot { get; } = dcSlot;

    public int AcSlot { get; } = acSlot;

    /// <summary>Set where the scan codes the first coefficient.</summary>
    public HuffmanTable? Dc { get; set; }

    /// <summary>Set where the scan codes others.</summary>
    public HuffmanTable? Ac { get; set; }

    /// <summary>The last block's first coefficient, from which the next differs by what is coded.</summary>
    public int Prediction { get; set; }
}
