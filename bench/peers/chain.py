"""Chains of layers from a recipe's own words: dicts with the kinds and settings of Elbo's recipe documents.

Parameters are called as in Elbo's checkpoints: the layer's place in the chain, then weight, bias or norm.*.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

import same


@dataclass(frozen=True)
class Manner:
    """How PyTorch computes, where it can be had in more than one way."""

    exact: bool = True  # TensorFlow's side for an odd padding, see same.py
    onednn: bool = False  # transposed convolutions by oneDNN's kernels, see same.py


ACTIVATIONS = {
    "linear": lambda x: x,
    # These two need their outputs only, so that autograd lets them work in place.
    "relu": lambda x: F.relu(x, inplace=True),
    "leakyRelu": lambda x: F.leaky_relu(x, 0.2, inplace=True),
    "elu": F.elu, "tanh": torch.tanh, "sigmoid": torch.sigmoid,
}


class Dense(nn.Linear):
    def __init__(self, shape: tuple[int, ...], options: dict) -> None:
        super().__init__(math.prod(shape), options["units"], bias=not options.get("batchNorm"))
        self.shape, self.fans = (options["units"],), (self.in_features, self.out_features)
        self.norm = nn.BatchNorm1d(self.out_features) if options.get("batchNorm") else None
        self.activation, self.dropout = ACTIVATIONS[options["activation"]], options.get("dropout", 0)

    def forward(self, x: Tensor) -> Tensor:
        y = F.linear(x.flatten(1), self.weight, self.bias)
        y = self.activation(self.norm(y) if self.norm else y)
        return F.dropout(y, self.dropout, self.training) if self.dropout else y


class _Filters(nn.Module):
    """What the two convolutions share: filters, a bias or a norm, an activation."""

    def __init__(self, shape: tuple[int, ...], options: dict, manner: Manner, transposed: bool) -> None:
        super().__init__()
        inputs, outputs, kernel, self.stride = shape[0], options["channels"], options["kernel"], options.get("stride", 1)
        self.manner = manner
        self.weight = nn.Parameter(torch.empty(*((inputs, outputs) if transposed else (outputs, inputs)), kernel, kernel))
        self.bias = None if options.get("batchNorm") else nn.Parameter(torch.zeros(outputs))
        self.norm = nn.BatchNorm2d(outputs) if options.get("batchNorm") else None
        self.activation = ACTIVATIONS[options["activation"]]
        self.fans = (inputs * kernel ** 2, outputs * kernel ** 2)
        self.shape = (outputs, *(s * self.stride if transposed else -(-s // self.stride) for s in shape[1:]))

    def finish(self, y: Tensor) -> Tensor:
        return self.activation(self.norm(y) if self.norm else y)


class Convolution(_Filters):
    def __init__(self, shape: tuple[int, ...], options: dict, manner: Manner) -> None:
        super().__init__(shape, options, manner, transposed=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.finish(same.convolution(x, self.weight, self.bias, self.stride, self.manner.exact))


class TransposedConvolution(_Filters):
    def __init__(self, shape: tuple[int, ...], options: dict, manner: Manner) -> None:
        super().__init__(shape, options, manner, transposed=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.finish(same.transposed(
            x, self.weight, self.bias, self.stride, self.manner.exact, self.manner.onednn))


class Unweighted(nn.Module):
    """A layer without parameters, which has a place in the chain all the same."""

    def __init__(self, shape: tuple[int, ...], options: dict) -> None:
        super().__init__()
        self.options = options
        kind = options["kind"]
        if kind == "maxPool":
            self.shape = (shape[0], *(s // options["size"] for s in shape[1:]))
        elif kind == "upsample":
            self.shape = (shape[0], *(s * options["factor"] for s in shape[1:]))
        elif kind == "reshape":
            self.shape = (options["channels"], options["height"], options["width"])
        else:
            self.shape = shape

    def forward(self, x: Tensor) -> Tensor:
        options = self.options
        match options["kind"]:
            case "maxPool":
                return F.max_pool2d(x, options["size"])
            case "upsample":
                # align_corners off: the corners of the pictures meet, not the centres of their corner pixels.
                smooth = {"align_corners": False} if options["mode"] == "bilinear" else {}
                return F.interpolate(x, scale_factor=options["factor"], mode=options["mode"], **smooth)
            case "reshape":
                return x.reshape(-1, *self.shape)
            case "dropout":
                return F.dropout(x, options["rate"], self.training)
        raise ValueError(options["kind"])


def layer(shape: tuple[int, ...], options: dict, manner: Manner) -> nn.Module:
    """One layer for inputs of this shape, (channels, height, width) or (features,); its own is .shape."""
    match options["kind"]:
        case "dense":
            return Dense(shape, options)
        case "convolution":
            return Convolution(shape, options, manner)
        case "transposedConvolution":
            return TransposedConvolution(shape, options, manner)
    return Unweighted(shape, options)


def chain(shape: tuple[int, ...], layers: list[dict], output: dict, outputs: tuple[int, ...], manner: Manner) -> nn.Sequential:
    """The layers and after them the implied output, whose size the data or the latent space give."""
    modules: list[nn.Module] = []
    for options in [*layers, output | {"units": math.prod(outputs), "channels": outputs[0]}]:
        modules.append(layer(shape, options, manner))
        shape = modules[-1].shape
    if math.prod(shape) != math.prod(outputs):
        raise SystemExit(f"The chain ends at {shape} and not at {outputs}.")
    return nn.Sequential(*modules)


def without_dropout(options: dict) -> dict:
    """The same layer without dropout; a dropout layer keeps its place."""
    return options | {key: 0 for key in ("dropout", "rate") if key in options}


def initialise(module: nn.Module, kind: str, scale: float) -> None:
    """The reference's weights of a dense or convolutional layer with zero biases; 'pytorch' leaves nn.Linear's own."""
    if kind == "pytorch":
        return
    fan_in, fan_out = module.fans
    if kind == "xavierUniform":
        nn.init.xavier_uniform_(module.weight)
    elif kind == "xavierNormal":
        nn.init.normal_(module.weight, std=scale * math.sqrt(2 / (fan_in + fan_out)))
    elif kind == "truncatedNormal":
        nn.init.trunc_normal_(module.weight, std=scale, a=-2 * scale, b=2 * scale)
    elif kind == "truncatedHe":
        # TensorFlow's variance scaling: a normal cut at two deviations, widened by 1/0.87963 to a variance of 2/fan-in.
        std = (2 / fan_in) ** 0.5 / 0.87962566103423978
        nn.init.trunc_normal_(module.weight, std=std, a=-2 * std, b=2 * std)
    else:
        raise SystemExit(f"There is no initialiser '{kind}' here.")
    if module.bias is not None:
        if kind == "xavierNormal":
            # A vector of n has no fans: counted as n and n.
            nn.init.normal_(module.bias, std=math.sqrt(2 / (2 * len(module.bias))))
        else:
            nn.init.zeros_(module.bias)
