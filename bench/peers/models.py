"""Elbo's recipes in PyTorch, layer by layer the same, as the peer to measure against."""

import dataclasses
import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from chain import Manner, chain, initialise, without_dropout


@dataclass(frozen=True)
class Recipe:
    """A model and its training; layers are the dicts of Elbo's recipe documents."""

    name: str
    batch: int
    latent: int
    encoder: tuple[dict, ...]
    decoder: tuple[dict, ...]
    initial: str
    initial_scale: float = 1.0
    shape: tuple[int, int, int] = (1, 28, 28)
    output: dict = dataclasses.field(default_factory=lambda: {"kind": "dense", "activation": "linear"})
    deviation: str = "softplus"  # or exp: half the logarithm of the variance
    std_floor: float = 1e-6
    likelihood: str = "bernoulli"  # or gaussian: squared error
    reduction: str = "sum"  # of the squared error over pixels, or mean
    range: str = "unit"  # [0, 1], signed [-1, 1] or standardised
    beta: float = 1.0
    lr: float = 1e-3
    decay: float = 1.0
    decay_steps: int = 1

    @property
    def features(self) -> int:
        return math.prod(self.shape)

    def with_settings(self, settings: list[str]) -> "Recipe":
        """This recipe with KEY=VALUE settings, the values being numbers."""
        changes = {}
        numbers = {f.name: type(getattr(self, f.name)) for f in dataclasses.fields(self)}
        numbers = {name: kind for name, kind in numbers.items() if kind in (int, float)}
        for setting in settings:
            key, _, value = setting.partition("=")
            if key not in numbers:
                raise SystemExit(f"There is no setting '{key}'; the settings are {', '.join(numbers)}.")
            try:
                changes[key] = numbers[key](value)
            except ValueError:
                raise SystemExit(f"The setting {key} takes a number ({numbers[key].__name__}), not '{value}'.") from None
        return dataclasses.replace(self, **changes)

    def without_dropout(self) -> "Recipe":
        encoder, decoder = (tuple(map(without_dropout, layers)) for layers in (self.encoder, self.decoder))
        return dataclasses.replace(self, encoder=encoder, decoder=decoder)

    @staticmethod
    def parse(document: dict, shape: tuple[int, int, int]) -> "Recipe":
        """A document of Elbo's for pictures of this shape; what this does not know stays at Elbo's defaults."""
        model, training = document["model"], document["training"]
        objective = document.get("objective", {})
        return Recipe(
            document["name"], training["batch"], model["latent"], tuple(model["encoder"]), tuple(model["decoder"]),
            model.get("initialiser", "xavierUniform"), model.get("initialiserScale", 1.0), shape,
            model.get("output", {"kind": "dense", "activation": "linear"}),
            model.get("deviation", "softplus"), model.get("deviationFloor", 1e-6), model.get("likelihood", "bernoulli"),
            objective.get("reduction", "sum"), document.get("data", {}).get("range", "unit"),
            objective.get("beta", 1.0), training.get("learningRate", 1e-3))


def dense(units: int, activation: str, **options) -> dict:
    return {"kind": "dense", "units": units, "activation": activation, **options}


def filters(kind: str, channels: int, kernel: int, stride: int, activation: str = "relu", norm: bool = True) -> dict:
    return {"kind": kind, "channels": channels, "kernel": kernel, "stride": stride, "activation": activation,
            "batchNorm": norm}


def convolution(channels: int, kernel: int, stride: int, activation: str = "relu", norm: bool = True) -> dict:
    return filters("convolution", channels, kernel, stride, activation, norm)


def transposed(channels: int, kernel: int, stride: int, activation: str = "relu", norm: bool = True) -> dict:
    return filters("transposedConvolution", channels, kernel, stride, activation, norm)


def reshape(channels: int, height: int, width: int) -> dict:
    return {"kind": "reshape", "channels": channels, "height": height, "width": width}


def mlp(name: str, widths: tuple[int, int], activations: tuple[str, str], dropout: float = 0, **settings) -> Recipe:
    """Dense layers from the image inwards; the decoder mirrors them."""
    layers = tuple(dense(width, activation, dropout=dropout) for width, activation in zip(widths, activations))
    return Recipe(name, encoder=layers, decoder=layers[::-1], **settings)


POOL, DROPOUT, DOUBLE = {"kind": "maxPool", "size": 2}, {"kind": "dropout", "rate": 0.25}, {"kind": "upsample", "factor": 2, "mode": "bilinear"}

RECIPES = {recipe.name: recipe for recipe in (
    mlp("simple-vae", (500, 120), ("relu", "relu"), batch=64, latent=2, initial="pytorch",
        likelihood="gaussian", range="standardised", beta=8, std_floor=0),
    mlp("mlp-bernoulli", (500, 500), ("elu", "elu"), dropout=0.5, batch=128, latent=2, initial="xavierUniform",
        lr=1e-4, decay=0.96, decay_steps=2000),
    # 1 - 0.9 as Python rounds it: its keep probability is the reference's.
    mlp("mlp-latent", (512, 512), ("elu", "tanh"), dropout=1 - 0.9, batch=128, latent=20, initial="truncatedHe"),
    mlp("tanh-small", (200, 200), ("tanh", "tanh"), batch=20, latent=50, initial="xavierUniform"),
    Recipe(
        "conv-mnist", batch=256, latent=16, initial="truncatedNormal", initial_scale=0.02,
        likelihood="gaussian", reduction="mean", beta=0.0005, lr=5e-4,
        encoder=(convolution(16, 3, 2), convolution(32, 3, 2), convolution(64, 3, 2)),
        decoder=(dense(1024, "relu", batchNorm=True), reshape(64, 4, 4),
                 transposed(64, 3, 2), transposed(32, 3, 2), transposed(1, 3, 2)),
        output={"kind": "dense", "activation": "sigmoid"}),
    Recipe(
        "conv-celeba", batch=128, latent=128, initial="truncatedNormal", initial_scale=0.02, shape=(3, 64, 64),
        likelihood="gaussian", reduction="mean", range="signed", beta=0.0001, lr=2e-4,
        encoder=(convolution(64, 5, 2), convolution(128, 5, 2), convolution(256, 5, 2), convolution(512, 5, 1)),
        decoder=(dense(32768, "relu", batchNorm=True), reshape(512, 8, 8),
                 transposed(256, 5, 2), transposed(128, 5, 2), transposed(64, 5, 2)),
        output={"kind": "transposedConvolution", "activation": "tanh", "kernel": 5, "stride": 1}),
    Recipe(
        "conv-rgb48", batch=60, latent=64, initial="xavierNormal", shape=(3, 48, 48),
        likelihood="gaussian", range="signed", deviation="exp", std_floor=0, lr=1e-3,
        encoder=(convolution(15, 7, 1, "leakyRelu", False), POOL, DROPOUT, convolution(25, 5, 1, "leakyRelu", False), POOL,
                 dense(720, "leakyRelu", dropout=0.25), dense(432, "leakyRelu", dropout=0.25)),
        decoder=(dense(432, "leakyRelu", dropout=0.25), dense(720, "leakyRelu", dropout=0.25),
                 dense(11025, "leakyRelu", dropout=0.25), reshape(25, 21, 21),
                 transposed(15, 5, 1, "leakyRelu", False), DOUBLE, transposed(3, 7, 1, "leakyRelu", False), DOUBLE),
        output={"kind": "dense", "activation": "leakyRelu"}),
)}


class Vae(nn.Module):
    """A diagonal-Gaussian VAE over pictures given as rows [images, features], channel-major."""

    def __init__(self, recipe: Recipe, manner: Manner = Manner()) -> None:
        super().__init__()
        self.recipe = recipe
        head = {"kind": "dense", "activation": "linear"}
        self.encoder = chain(recipe.shape, recipe.encoder, head, (2 * recipe.latent,), manner)
        self.decoder = chain((recipe.latent,), recipe.decoder, recipe.output, recipe.shape, manner)
        for module in self.modules():
            if hasattr(module, "fans"):
                initialise(module, recipe.initial, recipe.initial_scale)

    def forward(self, x: Tensor, noise: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Reconstruction and KL of a batch, in nats summed over its images; the noise [images, latent] is drawn when left out."""
        recipe = self.recipe
        # A chain of dense layers flattens the pictures again, which costs nothing.
        mu, rho = self.encoder(x.view(-1, *recipe.shape)).chunk(2, dim=1)
        std = F.softplus(rho) if recipe.deviation == "softplus" else torch.exp(rho / 2)
        if recipe.std_floor:
            std = std + recipe.std_floor
        output = self.decoder(torch.addcmul(mu, std, torch.randn_like(std) if noise is None else noise)).flatten(1)
        if recipe.likelihood == "gaussian":
            reconstruction = F.mse_loss(output, x, reduction="sum")
            if recipe.reduction == "mean":
                reconstruction = reconstruction / recipe.features
        else:
            reconstruction = F.binary_cross_entropy_with_logits(output, x, reduction="sum")
        kl = 0.5 * (mu.square() + std.square() - 1).sum() - std.log().sum()
        return reconstruction, kl
