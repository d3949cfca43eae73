#!/usr/bin/python3
"""Writes a model at full width, and what ten steps of training it give, as one safetensors file: carry.py RECIPE FILE.

The file holds, all as F32:
    weight.STEP.NAME    parameters before each of the first --full steps, 0 being the initial ones; NAME as in checkpoints
    pictures            [steps * batch, features] intensities from 0 to 1; step s takes the batch from row s * batch on
    noise               [steps, batch, latent] Elbo's own of seed 1
    figures             [steps, 4] loss, reconstruction and KL (means per image), gradient norm
    summary.NAME        [steps, 2] the gradient's norm and its product with stepping.pattern("gradient." + NAME)
    gradient.STEP.NAME  the gradients of the first --full steps
    running.NAME        running statistics after the last step (they begin at 0 and 1)
Dropout is off, computation in double precision.

Compare each step from its own weights. Left to run on, no two programs stay together: sooner or later rounding puts one of
many thousand ReLUs on the other side of zero, and Adam, which divides by a gradient's size, spreads the difference.
With --check the file is read, and PyTorch's own single precision is compared with it in that way. With --lift norms begin
with a bias of 8 in place of 0, so that their ReLUs are all open and rounding has nothing to decide.
"""

import argparse
import json
import statistics
import struct
from typing import BinaryIO

import blas

blas.prefer_avx512()

import numpy as np  # noqa: E402
import torch  # noqa: E402
from torch import Tensor, nn  # noqa: E402

import noise  # noqa: E402
from models import RECIPES, Recipe, Vae  # noqa: E402
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
        "pictures": (count * recipe.batch, recipe.features),
        "noise": (count, recipe.batch, recipe.latent),
        **{f"{what}.{step}.{name}": shape for step in range(full) for what in ("weight", "gradient")
           for name, shape in parameters.items()},
        "figures": (count, 4),
        **{f"summary.{name}": (count, 2) for name in parameters},
        **{f"running.{name}": tuple(buffer.shape) for name, buffer in running(model).items()}}


def read(path: str) -> dict[str, Tensor]:
    with open(path, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
    values = np.memmap(path, dtype="<f4", mode="c", offset=8 + length)
    return {name: torch.from_numpy(values[slice(*(offset // 4 for offset in entry["data_offsets"]))]).view(entry["shape"])
            for name, entry in header.items() if name != "__metadata__"}


def in_range(recipe: Recipe, pictures: Tensor) -> Tensor:
    """Model values of intensities."""
    if recipe.range == "standardised":
        return (pictures - pictures.mean()) / pictures.std(unbiased=False)
    return pictures * 2 - 1 if recipe.range == "signed" else pictures


def check(model: Vae, path: str) -> None:
    """Prints how far single precision is from the file: the loss, and the worst gradient relative to its norm."""
    tensors = read(path)
    count, batch, _ = tensors["noise"].shape
    values = in_range(model.recipe, tensors["pictures"])
    for step in range(count):
        if f"weight.{step}.{next(model.named_parameters())[0]}" not in tensors:
            break
        with torch.no_grad():
            for name, p in model.named_parameters():
                p.copy_(tensors[f"weight.{step}.{name}"])
        model.zero_grad()
        reconstruction, kl = model.train()(values[step * batch:(step + 1) * batch], tensors["noise"][step])
        loss = (reconstruction + model.recipe.beta * kl) / batch
        loss.backward()
        off = {name: ((p.grad - tensors[f"gradient.{step}.{name}"]).norm() / tensors[f"gradient.{step}.{name}"].norm()).item()
               for name, p in model.named_parameters()}
        worst = max(off, key=off.get)
        print(f"step {step}: loss off by {abs(loss.item() / tensors['figures'][step, 0].item() - 1):.1e}, "
              f"gradient of {worst} by {off[worst]:.1e}, median {statistics.median(off.values()):.1e}", flush=True)


def write(model: Vae, path: str, count: int, full: int) -> None:
    recipe = model.recipe
    # Drawn in single precision, so that what is written is exactly what is computed with.
    pictures = torch.rand(count * recipe.batch, recipe.features)
    pictures[0, :2] = torch.tensor([0.0, 1.0])  # the whole range occurs, whatever was drawn
    e = torch.stack([noise.of_step(step, recipe.batch, recipe.latent) for step in range(count)])
    metadata = {"recipe": recipe.name, "batch": str(recipe.batch), "steps": str(count), "full": str(full)}
    figures, summaries = [], {name: [] for name, _ in model.named_parameters()}
    with open(path, "wb") as stream:
        out = TensorFile(stream, shapes(model, count, full), metadata)
        out.write("pictures", pictures)
        out.write("noise", e)
        model = model.double()
        for step, found in enumerate(steps(model, list(in_range(recipe, pictures.double()).split(recipe.batch)))):
            figures.append(found)
            for name, p in model.named_parameters():
                summaries[name].append(summary(name, p.grad))
            if step < full:
                for name, p in model.named_parameters():
                    out.write(f"weight.{step}.{name}", p)
                for name, p in model.named_parameters():
                    out.write(f"gradient.{step}.{name}", p.grad)
            print(f"step {step}: loss {found[0]:.7g}, reconstruction {found[1]:.7g}, KL {found[2]:.7g}, "
                  f"gradient norm {found[3]:.7g}", flush=True)
        out.write("figures", torch.tensor(figures))
        for name, found in summaries.items():
            out.write(f"summary.{name}", torch.tensor(found))
        for name, buffer in running(model).items():
            out.write(f"running.{name}", buffer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", choices=RECIPES)
    parser.add_argument("file")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--full", type=int, metavar="STEPS", help="steps whose weights and gradients are written; all when left out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lift", action="store_true", help="open ReLUs")
    parser.add_argument("--check", action="store_true", help="read the file instead of writing it")
    arguments = parser.parse_args()
    blas.require_fast()
    torch.manual_seed(arguments.seed)
    model = Vae(RECIPES[arguments.recipe].without_dropout().with_settings([f"batch={arguments.batch}"]))
    if arguments.lift:
        for name, p in model.named_parameters():
            if name.endswith(".norm.bias"):
                nn.init.constant_(p, 8)
    if arguments.check:
        check(model, arguments.file)
    else:
        full = arguments.steps if arguments.full is None else min(arguments.full, arguments.steps)
        write(model, arguments.file, arguments.steps, full)


if __name__ == "__main__":
    main()
