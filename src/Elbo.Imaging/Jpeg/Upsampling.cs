using System.Buffers;
using System.Runtime.Intrinsics;

namespace Elbo.Imaging;

/// <summary>Rows of one component at the picture's full size.</summary>
/// <remarks>
/// Where a component is halved, its samples stand between the pixels, and a pixel is three parts of the nearest sample and
/// one of the next: a triangle filter. The rounding alternates so that no drift remains; it is libjpeg's, as is the choice
/// to repeat samples at all other ratios and in pictures of two samples a row.
/// </remarks>
internal sealed class Upsampling : IDisposable
{
    private readonly JpegComponent _component;
    private readonly int _width, _maxAcross, _maxDown;
    private readonly bool _smoothAcross, _smoothDown;
    private readonly ushort[] _sums = []; // one more at each end, which repeats the last
    private readonly byte[] _row = [];

    public Upsampling(JpegComponent component, JpegFrame frame)
    {
        (_component, _width, _maxAcross, _maxDown) = (component, frame.Width, frame.MaxAcross, frame.MaxDown);
        bool halfAcross = 2 * component.Across == _maxAcross, halfDown = 2 * component.Down == _maxDown;
        bool fullAcross = component.Across == _maxAcross, fullDown = component.Down == _maxDown;
        _smoothAcross = halfAcross && (halfDown || fullDown) && component.Width > 2;
        _smoothDown = halfDown && (fullAcross || _smoothAcross);
        if (_smoothAcross)
            _sums = ArrayPool<ushort>.Shared.Rent(component.Width + 2);
        if (!fullAcross || _smoothDown)
            _row = ArrayPool<byte>.Shared.Rent(Math.Max(_width, 2 * component.Width));
    }

    /// <summary>Row <paramref name="y"/> of the picture; valid until the next call.</summary>
    public ReadOnlySpan<byte> Row(int y)
    {
        int middle = y * _component.Down / _maxDown;
        ReadOnlySpan<byte> near = _component.Row(middle);
        if (_smoothDown)
        {
            bool upper = (y & 1) == 0;
            ReadOnlySpan<byte> far = _component.Row(Math.Clamp(upper ? middle - 1 : middle + 1, 0, _component.Height - 1));
            if (!_smoothAcross)
                Blend(near, far, upper ? 1 : 2);
            else
                Sum(near, far);
        }
        else if (_smoothAcross)
        {
            for (int x = 0; x < near.Length; x++)
                _sums[x + 1] = near[x];
        }
        else if (_row.Length == 0)
        {
            return near;
        }
        else
        {
            Repeat(near);
        }
        if (_smoothAcross)
            Spread(near.Length);
        return _row.AsSpan(0, _width);
    }

    public void Dispose()
    {
        if (_sums.Length > 0)
            ArrayPool<ushort>.Shared.Return(_sums);
        if (_row.Length > 0)
            ArrayPool<byte>.Shared.Return(_row);
    }

    /// <summary>Down only: three parts near, one far.</summary>
    private void Blend(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int rounding)
    {
        for (int x = 0; x < near.Length; x++)
            _row[x] = (byte)(3 * near[x] + far[x] + rounding >> 2);
    }

    /// <summary>Down, kept four times too large for <see cref="Spread"/>.</summary>
    private void Sum(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far)
    {
        Span<ushort> sums = _sums.AsSpan(1);
        int x = 0;
        for (; x <= near.Length - Vector256<byte>.Count; x += Vector256<byte>.Count)
        {
            (Vector256<ushort> nearLower, Vector256<ushort> nearUpper) = Vector256.Widen(Vector256.Create(near.Slice(x, Vector256<byte>.Count)));
            (Vector256<ushort> farLower, Vector256<ushort> farUpper) = Vector256.Widen(Vector256.Create(far.Slice(x, Vector256<byte>.Count)));
            (nearLower + nearLower + nearLower + farLower).CopyTo(sums[x..]);
            (nearUpper + nearUpper + nearUpper + farUpper).CopyTo(sums[(x + Vector256<ushort>.Count)..]);
        }
        for (; x < near.Length; x++)
            sums[x] = (ushort)(3 * near[x] + far[x]);
    }

    /// <summary>Across: two pixels of each sample, three parts of it and one of its neighbour on the pixel's side.</summary>
    private void Spread(int width)
    {
        (_sums[0], _sums[width + 1]) = (_sums[1], _sums[width]);
        (int even, int odd, int shift) = _smoothDown ? (8, 7, 4) : (1, 2, 2);
        ReadOnlySpan<ushort> sums = _sums.AsSpan(0, width + 2);
        int x = 0;
        // Two bytes are stored as one number, its lower byte first.
        for (; BitConverter.IsLittleEndian && x <= width - Vector256<ushort>.Count; x += Vector256<ushort>.Count)
        {
            Vector256<ushort> centre = Vector256.Create(sums.Slice(x + 1, Vector256<ushort>.Count));
            centre += centre + centre;
            Vector256<ushort> left = centre + Vector256.Create(sums.Slice(x, Vector256<ushort>.Count)) + Vector256.Create((ushort)even) >>> shift;
            Vector256<ushort> right = centre + Vector256.Create(sums.Slice(x + 2, Vector256<ushort>.Count)) + Vector256.Create((ushort)odd) >>> shift;
            (left | right << 8).AsByte().CopyTo(_row.AsSpan(2 * x));
        }
        for (; x < width; x++)
        {
            int centre = 3 * sums[x + 1];
            _row[2 * x] = (byte)(centre + sums[x] + even >> shift);
            _row[2 * x + 1] = (byte)(centre + sums[x + 2] + odd >> shift);
        }
    }

    /// <summary>Across, without smoothing, at any ratio.</summary>
    private void Repeat(ReadOnlySpan<byte> near)
    {
        int at = 0, part = 0;
        for (int x = 0; x < _width; x++)
        {
            _row[x] = near[at];
            for (part += _component.Across; part >= _maxAcross; part -= _maxAcross)
                at++;
        }
    }
}
