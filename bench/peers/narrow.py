#!/usr/bin/python3
"""Writes tests/Elbo.Tests/Training/Narrow/golden.txt: ten Adam steps of narrow convolutional VAEs, in double precision.

    bench/peers/narrow.py > tests/Elbo.Tests/Training/Narrow/golden.txt

Recipes are the JSON documents beside that file, weights and data formulas of whole numbers, the noise Elbo's own. A
gradient is given step by step by its norm and its product with a formula, which a transposed axis would change. With
--float it computes in single precision and prints, instead of the figures, how far they are from the double ones.
"""

import json
import sys
from pathlib import Path

import torch

import noise
from models import Recipe, Vae

FOLDER = Path(__file__).resolve().parents[2] / "tests/Elbo.Tests/Training/Narrow"
SHAPES = {"conv-mnist": (1, 12, 20), "conv-celeba": (3, 16, 24), "conv-rgb48": (3, 8, 12)}
STEPS, EXTRA = 10, 7  # examples more than a batch


def pattern(name: str, count: int) -> torch.Tensor:
    """Multiples of 1/2048 in (-1/4, 1/4), another run of them for each name."""
    p = sum(map(ord, name))
    return torch.tensor([(i * (i + p) * 389 + p * 131) % 1009 - 504 for i in range(count)]) / 2048


def data(count: int, features: int) -> torch.Tensor:
    """Multiples of 1/256 from 0 to 1."""
    values = [i ** 3 % 257 for i in range(count * features)]
    assert (min(values), max(values)) == (0, 256)
    return torch.tensor(values).reshape(count, features) / 256


def fill(model: Vae) -> None:
    """A norm's factors lie around 1, all else around 0; running statistics begin at mean 0 and variance 1."""
    with torch.no_grad():
        for name, p in model.named_parameters():
            p.copy_(pattern(name, p.numel()).view_as(p) + (1 if name.endswith(".norm.weight") else 0))


def figures(name: str) -> dict[str, list[float]]:
    """The lines of a case: a step's loss, reconstruction, KL (means per image) and gradient norm; then the rest."""
    recipe = Recipe.parse(json.loads((FOLDER / f"{name}.json").read_text()), SHAPES[name])
    model = Vae(recipe).train()
    fill(model)
    adam = torch.optim.Adam(model.parameters(), lr=recipe.lr, betas=(0.9, 0.999), eps=1e-8)
    images = data(recipe.batch + EXTRA, recipe.features).to(torch.get_default_dtype())
    if recipe.range == "signed":
        images = images * 2 - 1
    lines = {}
    for step in range(STEPS):
        batch = images[[(3 * step + j) % len(images) for j in range(recipe.batch)]]
        e = noise.of_step(step, recipe.batch, recipe.latent).to(images.dtype)
        reconstruction, kl = (term / recipe.batch for term in model(batch, e))
        loss = reconstruction + recipe.beta * kl
        adam.zero_grad()
        loss.backward()
        norm = torch.sqrt(sum(p.grad.square().sum() for p in model.parameters()))
        lines[f"{name}.{step}"] = [v.item() for v in (loss, reconstruction, kl, norm)]
        for key, p in model.named_parameters():
            # A pattern other than the weights', to which the gradient of a layer before a norm is orthogonal.
            product = (p.grad.flatten() * pattern(f"gradient.{key}", p.numel())).sum()
            lines.setdefault(f"{name}.gradient.{key}", []).extend((p.grad.norm().item(), product.item()))
        adam.step()
    for key, buffer in model.named_buffers():
        if "running" in key:
            lines[f"{name}.running.{key}"] = buffer.tolist()
    return lines


def deviation(double: list[float], single: list[float]) -> float:
    scale = max(map(abs, double))
    return max(abs(a - b) for a, b in zip(double, single)) / scale if scale else 0


def main() -> None:
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    lines = {key: values for name in SHAPES for key, values in figures(name).items()}
    if sys.argv[1:] != ["--float"]:
        print(f"# Written by bench/peers/narrow.py with PyTorch {torch.__version__}.")
        for key, values in lines.items():
            print(key, *(f"{v:.8g}" for v in values))
        return
    torch.set_default_dtype(torch.float32)
    for name in SHAPES:
        off = {key: deviation(lines[key], values) for key, values in figures(name).items()}
        print(name, *(f"{key}: {off[key]:.1e}" for key in sorted(off, key=off.get)[-6:]), sep="\n  ")


if __name__ == "__main__":
    main()
