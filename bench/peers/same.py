"""TensorFlow's SAME padding in PyTorch: convolution, and transposed convolution as its gradient.

out = ceil(in / stride); of the padding max((out - 1) stride + kernel - in, 0) half, rounded down, lies before the picture
and the rest after it. PyTorch pads alike on both sides, so an odd padding costs a copy. Where only time is measured,
`exact` is off: then the odd pixel lies before the picture, which costs nothing and computes as much.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def padding(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """Pixels before and after a picture of this size."""
    out = -(-size // stride)
    total = max((out - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def convolution(x: Tensor, weight: Tensor, bias: Tensor | None, stride: int, exact: bool) -> Tensor:
    """x [n, in, h, w], weight [out, in, kh, kw]."""
    (top, bottom), (left, right) = (padding(x.shape[d], weight.shape[d], stride) for d in (2, 3))
    if (top, left) == (bottom, right):
        return F.conv2d(x, weight, bias, stride, (top, left))
    if exact or stride == 1:
        return F.conv2d(F.pad(x, (left, right, top, bottom)), weight, bias, stride)
    return F.conv2d(x, weight, bias, stride, (bottom, right))


def transposed(x: Tensor, weight: Tensor, bias: Tensor | None, stride: int, exact: bool, onednn: bool = False) -> Tensor:
    """x [n, in, h, w], weight [in, out, kh, kw] -> [n, out, h stride, w stride]: the gradient of a SAME convolution."""
    size = tuple(x.shape[d] * stride for d in (2, 3))
    (top, bottom), (left, right) = (padding(size[d - 2], weight.shape[d], stride) for d in (2, 3))
    if not exact and stride > 1:
        top, left = bottom, right
    # PyTorch cuts both sides alike, so that one more pixel may be left at the end.
    full = [(x.shape[d + 2] - 1) * stride + weight.shape[d + 2] - 2 * before for d, before in enumerate((top, left))]
    grown = [max(f, s) for f, s in zip(full, size)]
    if onednn:
        y = _Transposed.apply(x, weight, bias, grown, stride, (top, left))
    else:
        y = F.conv_transpose2d(x, weight, bias, stride, (top, left), [g - f for g, f in zip(grown, full)])
    return y if tuple(grown) == size else y[:, :, :size[0], :size[1]]


class _Transposed(torch.autograd.Function):
    """The transposed convolution by the kernels of a convolution's gradient, which PyTorch 1.13 has from oneDNN while
    its own transposed convolution on the CPU unrolls pictures into matrices, one picture at a time."""

    @staticmethod
    def forward(context, x, weight, bias, size, stride, before):
        context.save_for_backward(x, weight)
        context.stride, context.before, context.has_bias = stride, before, bias is not None
        # Only the shape and layout of the convolution's input count.
        form = torch.channels_last if x.is_contiguous(memory_format=torch.channels_last) else torch.contiguous_format
        like = torch.empty((x.shape[0], weight.shape[1], *size), dtype=x.dtype, memory_format=form)
        y = _gradient(x, like, weight, stride, before, [True, False, False])[0]
        return y if bias is None else y.add_(bias.view(-1, 1, 1))

    @staticmethod
    def backward(context, upstream):
        x, weight = context.saved_tensors
        dx = F.conv2d(upstream, weight, None, context.stride, context.before)
        dw = _gradient(x, upstream, weight, context.stride, context.before, [False, True, False])[1]
        return dx, dw, upstream.sum((0, 2, 3)) if context.has_bias else None, None, None, None


def _gradient(upstream, x, weight, stride, before, wanted):
    return torch.ops.aten.convolution_backward(
        upstream, x, weight, None, [stride, stride], list(before), [1, 1], False, [0, 0], 1, wanted)
