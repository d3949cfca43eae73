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

from models import Recipe, Vae
from stepping import pattern, running, steps, summary

FOLDER = Path(__file__).resolve().parents[2] / "tests/Elbo.Tests/Training/Narrow"
SHAPES = {"conv-mnist": (1, 12, 20), "conv-celeba": (3, 16, 24), "conv-rgb48": (3, 8, 12)}
STEPS, EXTRA = 10, 7  # examples more than a batch


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
    model = Vae(recipe)
    fill(model)
    images = data(recipe.batch + EXTRA, recipe.features).to(torch.get_default_dtype())
    if recipe.range == "signed":
        images = images * 2 - 1
    batches = [images[[(3 * step + j) % len(images) for j in range(recipe.batch)]] for step in range(STEPS)]
    lines = {}
    for step, values in enumerate(steps(model, batches)):
        lines[f"{name}.{step}"] = values
        for key, p in model.named_parameters():
            lines.setdefault(f"{name}.gradient.{key}", []).extend(summary(key, p.grad))
    for key, buffer in running(model).items():
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
