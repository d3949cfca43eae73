#!/usr/bin/python3
"""Trains a recipe in PyTorch on MNIST and prints its test figures, the ones ours must match, as one JSON document.

Training is on the last 55,000 training images, evaluation on the 10,000 test images with dropout off and one posterior
sample per image; reconstruction and KL are means per image in nats (simple-vae: sum of squared error on standardised
pixels; conv-mnist: mean squared error over pixels). For one core, run with OPENBLAS_NUM_THREADS=1 and --threads 1.
"""

import argparse
import json
import time

import blas

blas.prefer_avx512()

import torch  # noqa: E402

import mnist  # noqa: E402
from chain import Manner  # noqa: E402
from models import RECIPES, Vae  # noqa: E402
from training import Training  # noqa: E402


@torch.no_grad()
def evaluate(model: Vae, images: torch.Tensor) -> tuple[float, float]:
    """Mean reconstruction and KL per image, dropout off; leaves the model in evaluation mode."""
    model.eval()
    sums = [0.0, 0.0]
    for x in images.split(1000):
        for i, part in enumerate(model(x)):
            sums[i] += part.item()
    return sums[0] / len(images), sums[1] / len(images)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", choices=[name for name, recipe in RECIPES.items() if recipe.features == mnist.PIXELS])
    parser.add_argument("--data", metavar="DIR", required=True, help="MNIST's folder")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--steps", type=int, default=5000)
    length.add_argument("--epochs", type=int, help="passes over the training images, in place of steps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="latent, beta, keep, lr, ...")
    arguments = parser.parse_args()

    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    blas.require_fast()
    torch.manual_seed(arguments.seed)
    recipe = RECIPES[arguments.recipe].with_settings(arguments.set)
    images, mean, std = mnist.training(arguments.data, recipe.range == "standardised")
    # The faster of two ways to the same numbers.
    training = Training(recipe, images, Manner(onednn=True))
    steps = arguments.steps if not arguments.epochs else arguments.epochs * (len(images) // recipe.batch)
    start = time.perf_counter()
    for _ in range(steps):
        training.step()
    seconds = time.perf_counter() - start
    reconstruction, kl = evaluate(training.model, mnist.test(arguments.data, mean, std))
    print(json.dumps({
        "recipe": recipe.name, "latent": recipe.latent, "beta": recipe.beta, "steps": steps,
        "seed": arguments.seed, "reconstruction": round(reconstruction, 6), "kl": round(kl, 3),
        "sum": round(reconstruction + kl, 3), "seconds": round(seconds, 1)}))


if __name__ == "__main__":
    main()
