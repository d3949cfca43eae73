"""MNIST from its four IDX files (gzipped or not) as tensors, or random pixels in its place."""

import gzip
import os

import numpy as np
import torch
from torch import Tensor

PIXELS = 784
VALIDATION = 5_000
TRAIN = 55_000


def images(directory: str, part: str) -> Tensor:
    """The images of part 'train' or 't10k' as bytes [images, 784]."""
    for suffix, opener in ((".gz", gzip.open), ("", open)):
        path = os.path.join(directory, f"{part}-images-idx3-ubyte{suffix}")
        if os.path.exists(path):
            break
    else:
        raise SystemExit(f"There is no {part}-images-idx3-ubyte(.gz) in '{directory}': name MNIST's folder with --data.")
    with opener(path, "rb") as file:
        magic, count, rows, columns = np.frombuffer(file.read(16), dtype=">i4")
        if magic != 2051 or (rows, columns) != (28, 28):
            raise SystemExit(f"'{path}' is not an IDX file of 28x28 images: fetch MNIST again.")
        pixels = bytearray(file.read())
    if len(pixels) != count * PIXELS:
        raise SystemExit(f"'{path}' is cut short or too long: fetch MNIST again.")
    return torch.frombuffer(pixels, dtype=torch.uint8).view(-1, PIXELS)


def training(directory: str | None, standardised: bool) -> tuple[Tensor, float, float]:
    """The 55,000 training images as floats [images, 784], and the shift and scale that were applied to [0, 1]."""
    if directory is None:
        pixels = torch.rand(TRAIN, PIXELS)
    else:
        # The first 5,000 are the validation set.
        pixels = images(directory, "train")[VALIDATION:].float().div_(255)
    if not standardised:
        return pixels, 0.0, 1.0
    mean, std = pixels.mean().item(), pixels.std().item()
    return pixels.sub_(mean).div_(std), mean, std


def test(directory: str, mean: float, std: float) -> Tensor:
    """The 10,000 test images as floats [images, 784], shifted and scaled as the training images were."""
    return images(directory, "t10k").float().div_(255).sub_(mean).div_(std)
