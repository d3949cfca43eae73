"""The pictures that a recipe learns from, as float rows in its range: MNIST's, or random ones."""

import torch
from torch import Tensor

import mnist
from models import Recipe

RANDOM = 1024


def training(recipe: Recipe, directory: str | None) -> tuple[Tensor, float, float]:
    """Pictures [n, features], and the shift and scale that were applied to [0, 1]."""
    if recipe.shape == (1, 28, 28):
        return mnist.training(directory, recipe.range == "standardised")
    pixels = torch.rand(RANDOM, recipe.features)
    return (pixels.mul_(2).sub_(1), 0.5, 0.5) if recipe.range == "signed" else (pixels, 0.0, 1.0)
