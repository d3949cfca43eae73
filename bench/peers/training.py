"""One training step, everything included: shuffle, gather, random numbers, forward, backward, Adam."""

import torch
from torch import Tensor

from chain import Manner
from models import Recipe, Vae


class Training:
    def __init__(self, recipe: Recipe, images: Tensor, manner: Manner = Manner()) -> None:
        # Adam's first moments of rarely lit pixels decay into denormals, which cost hundreds of cycles each.
        torch.set_flush_denormal(True)
        self.recipe = recipe
        self.images = images
        self.model = Vae(recipe, manner).train()
        self.adam = torch.optim.Adam(self.model.parameters(), lr=recipe.lr)
        self.steps = 0
        self.batches: list[Tensor] = []

    def step(self) -> None:
        recipe = self.recipe
        if not self.batches:
            # Whole batches only; the remainder of an epoch is dropped.
            order = torch.randperm(len(self.images))
            whole = len(order) // recipe.batch * recipe.batch
            self.batches = list(order[:whole].split(recipe.batch))
        if self.steps and self.steps % recipe.decay_steps == 0 and recipe.decay != 1:
            for group in self.adam.param_groups:
                group["lr"] *= recipe.decay
        x = self.images.index_select(0, self.batches.pop())
        reconstruction, kl = self.model(x)
        loss = (reconstruction + recipe.beta * kl) / recipe.batch
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        self.adam.step()
        self.steps += 1
