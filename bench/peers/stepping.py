"""Training steps whose every figure is known: given batches, Elbo's noise, no dropout, plain Adam."""

from typing import Iterator

import torch
from torch import Tensor

import noise
from models import Vae


def steps(model: Vae, batches: list[Tensor]) -> Iterator[list[float]]:
    """Loss, reconstruction, KL (means per image) and gradient norm of each step, the gradients being in the model.

    Weights are rounded to single precision after every step, so that they can be carried over exactly.
    """
    recipe = model.recipe
    model.train()
    adam = torch.optim.Adam(model.parameters(), lr=recipe.lr, betas=(0.9, 0.999), eps=1e-8)
    for step, batch in enumerate(batches):
        e = noise.of_step(step, len(batch), recipe.latent).to(batch.dtype)
        reconstruction, kl = (term / len(batch) for term in model(batch, e))
        loss = reconstruction + recipe.beta * kl
        adam.zero_grad()
        loss.backward()
        norm = torch.sqrt(sum(p.grad.square().sum() for p in model.parameters()))
        yield [v.item() for v in (loss, reconstruction, kl, norm)]
        adam.step()
        with torch.no_grad():
            for p in model.parameters():
                p.copy_(p.float())


def pattern(name: str, count: int) -> Tensor:
    """Multiples of 1/2048 in (-1/4, 1/4), another run of them for each name."""
    p, i = sum(map(ord, name)), torch.arange(count)
    return ((i * (i + p) * 389 + p * 131) % 1009 - 504) / 2048


def summary(name: str, gradient: Tensor) -> tuple[float, float]:
    """A gradient's norm and its product with a pattern, which a transposed axis would change.

    The pattern is not the one that narrow models' weights have: the gradient of a layer before a norm is orthogonal to
    its weights.
    """
    product = (gradient.flatten() * pattern(f"gradient.{name}", gradient.numel()).to(gradient.dtype)).sum()
    return gradient.norm().item(), product.item()


def running(model: Vae) -> dict[str, Tensor]:
    """Running means and variances by name."""
    return {name: buffer for name, buffer in model.named_buffers() if "running" in name}
