#!/usr/bin/python3
"""Writes a model at full width, and what ten steps of training it give, as one safetensors file: carry.py RECIPE FILE.

The file holds, all as F32:
    weight.NAME         initial parameters; NAME is that of Elbo's checkpoints
    pictures            [steps * batch, features] intensities from 0 to 1; step s takes the batch from row s * batch on
    noise               [steps, batch, latent] Elbo's own of seed 1
    figures             [steps, 4] loss, reconstruction and KL (means per image), gradient norm
    summary.NAME        [steps, 2] the gradient's norm and its product with stepping.pattern("gradient." + NAME)
    gradient.STEP.NAME  the gradients of the first --full steps
    running.NAME        running statistics after the last step (they begin at 0 and 1)
Dropout is off, computation in double precision unless --float is given.
"""

import argparse
import json
import struct
from typing import BinaryIO

import blas

blas.prefer_avx512()

import torch  # noqa: E402
from torch import Tensor  # noqa: E402

import noise  # noqa: E402
from models import RECIPES, Vae  # noqa: E402
from stepping import running, steps, summary  # noqa: E402


class TensorFile:
    """A safetensors file whose tensors are written one by one, in the order of their shapes."""

    def __init__(self, file: BinaryIO, shapes: dict[str, tuple[int, ...]], metadata: dict[str, str]) -> None:
        self.file, self.shapes, self.expected = file, shapes, iter(shapes)
        header: dict = {"__metadata__": metadata}
        end = 0
        for name, shape in shapes.items():
            start, end = end, end + 4 * torch.Size(shape).numel()
            header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [start, end]}
        text = json.dumps(header, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        file.write(struct.pack("<Q", len(text)) + text)

    def write(self, name: str, tensor: Tensor) -> None:
        if name != next(self.expected) or tuple(tensor.shape) != tuple(self.shapes[name]):
            raise ValueError(f"{name} of {tuple(tensor.shape)} is not what the header says comes next")
        self.file.write(tensor.detach().float().contiguous().numpy().tobytes())


def shapes(model: Vae, count: int, full: int) -> dict[str, tuple[int, ...]]:
    recipe = model.recipe
    parameters = {name: tuple(p.shape) for name, p in model.named_parameters()}
    return {
        **{f"weight.{name}": shape for name, shape in parameters.items()},
        "pictures": (count * recipe.batch, recipe.features),
        "noise": (count, recipe.batch, recipe.latent),
        **{f"gradient.{step}.{name}": shape for step in range(full) for name, shape in parameters.items()},
        "figures": (count, 4),
        **{f"summary.{name}": (count, 2) for name in parameters},
        **{f"running.{name}": tuple(buffer.shape) for name, buffer in running(model).items()}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", choices=RECIPES)
    parser.add_argument("file")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--full", type=int, metavar="STEPS", help="steps whose gradients are written whole; all when left out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--float", action="store_true", help="single precision")
    arguments = parser.parse_args()
    count = arguments.steps
    full = count if arguments.full is None else min(arguments.full, count)

    blas.require_fast()
    # Drawn in single precision, so that what is written is exactly what is computed with.
    torch.manual_seed(arguments.seed)
    recipe = RECIPES[arguments.recipe].without_dropout().with_settings([f"batch={arguments.batch}"])
    model = Vae(recipe)
    pictures = torch.rand(count * recipe.batch, recipe.features)
    pictures[0, :2] = torch.tensor([0.0, 1.0])  # the whole range occurs, whatever was drawn
    metadata = {"recipe": recipe.name, "batch": str(recipe.batch), "steps": str(count), "full": str(full)}
    with open(arguments.file, "wb") as stream:
        out = TensorFile(stream, shapes(model, count, full), metadata)
        for name, p in model.named_parameters():
            out.write(f"weight.{name}", p)
        out.write("pictures", pictures)
        if not arguments.float:
            model, pictures = model.double(), pictures.double()
        values = {"unit": pictures, "signed": pictures * 2 - 1,
                  "standardised": (pictures - pictures.mean()) / pictures.std(unbiased=False)}[recipe.range]
        out.write("noise", torch.stack([noise.of_step(s, recipe.batch, recipe.latent) for s in range(count)]))
        figures, summaries = [], {name: [] for name, _ in model.named_parameters()}
        for step, found in enumerate(steps(model, list(values.split(recipe.batch)))):
            figures.append(found)
            for name, p in model.named_parameters():
                summaries[name].append(summary(name, p.grad))
                if step < full:
                    out.write(f"gradient.{step}.{name}", p.grad)
            print(f"step {step}: loss {found[0]:.7g}, reconstruction {found[1]:.7g}, KL {found[2]:.7g}, "
                  f"gradient norm {found[3]:.7g}", flush=True)
        out.write("figures", torch.tensor(figures))
        for name, found in summaries.items():
            out.write(f"summary.{name}", torch.tensor(found))
        for name, buffer in running(model).items():
            out.write(f"running.{name}", buffer)


if __name__ == "__main__":
    main()
