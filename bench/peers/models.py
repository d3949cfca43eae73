"""Elbo's first recipes in PyTorch, layer by layer the same, as the peer to measure against."""

import dataclasses
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Recipe:
    """What the encoder's layers are called here from the image inwards; the decoder mirrors them."""

    name: str
    batch: int
    latent: int
    widths: tuple[int, ...]
    activations: tuple[type[nn.Module], ...]
    initial: str  # torch | xavier | he
    keep: float = 1.0
    likelihood: str = "bernoulli"  # or gaussian: sum of squared error on standardised pixels
    beta: float = 1.0
    std_floor: float = 1e-6
    lr: float = 1e-3
    decay: float = 1.0
    decay_steps: int = 1

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


RECIPES = {recipe.name: recipe for recipe in (
    Recipe("simple-vae", batch=64, latent=2, widths=(500, 120), activations=(nn.ReLU, nn.ReLU), initial="torch",
           likelihood="gaussian", beta=8, std_floor=0),
    Recipe("mlp-bernoulli", batch=128, latent=2, widths=(500, 500), activations=(nn.ELU, nn.ELU), initial="xavier",
           keep=0.5, lr=1e-4, decay=0.96, decay_steps=2000),
    Recipe("mlp-latent", batch=128, latent=20, widths=(512, 512), activations=(nn.ELU, nn.Tanh), initial="he",
           keep=0.9),
    Recipe("tanh-small", batch=20, latent=50, widths=(200, 200), activations=(nn.Tanh, nn.Tanh), initial="xavier"),
)}


class Vae(nn.Module):
    """A diagonal-Gaussian VAE of dense layers over 784 pixels; std = softplus(rho) + floor."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self.recipe = recipe
        layers = list(zip(recipe.widths, recipe.activations))
        self.encoder = dense(784, layers, 2 * recipe.latent, recipe.keep)
        self.decoder = dense(recipe.latent, layers[::-1], 784, recipe.keep)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                initialise(module, recipe.initial)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Reconstruction and KL of a batch [images, 784], in nats summed over its images."""
        mu, rho = self.encoder(x).chunk(2, dim=1)
        std = F.softplus(rho)
        if self.recipe.std_floor:
            std = std + self.recipe.std_floor
        output = self.decoder(torch.addcmul(mu, std, torch.randn_like(std)))
        if self.recipe.likelihood == "gaussian":
            reconstruction = F.mse_loss(output, x, reduction="sum")
        else:
            reconstruction = F.binary_cross_entropy_with_logits(output, x, reduction="sum")
        kl = 0.5 * (mu.square() + std.square() - 1).sum() - std.log().sum()
        return reconstruction, kl


def dense(inputs: int, layers: list[tuple[int, type[nn.Module]]], outputs: int, keep: float) -> nn.Sequential:
    modules: list[nn.Module] = []
    for width, activation in layers:
        modules += [nn.Linear(inputs, width), activation()]
        if keep < 1:
            modules.append(nn.Dropout(1 - keep))
        inputs = width
    return nn.Sequential(*modules, nn.Linear(inputs, outputs))


def initialise(layer: nn.Linear, initial: str) -> None:
    """The reference's weights with zero biases; 'torch' leaves PyTorch's own (uniform, biases too)."""
    if initial == "torch":
        return
    if initial == "xavier":
        nn.init.xavier_uniform_(layer.weight)
    else:
        # TensorFlow's variance scaling: a normal cut at two deviations, widened by 1/0.87963 to a variance of 2/fan-in.
        std = (2 / layer.in_features) ** 0.5 / 0.87962566103423978
        nn.init.trunc_normal_(layer.weight, std=std, a=-2 * std, b=2 * std)
    nn.init.zeros_(layer.bias)
