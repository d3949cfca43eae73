#!/usr/bin/python3
"""Times training steps of a recipe in PyTorch: step.py RECIPE [--steps N] [--threads N] [--data DIR] [--serve].

Without --serve prints one JSON document. With --serve prints one such document without times when it is warm, then
reads lines "run K" on standard input and answers each with a JSON array of K step times in milliseconds, so that bursts
of two programs can alternate; ends at the end of its input. Thread settings other than --threads are environment
variables (OPENBLAS_NUM_THREADS, OMP_WAIT_POLICY), read when the libraries are loaded.
"""

import argparse

import blas

blas.prefer_avx512()

import torch  # noqa: E402

import pictures  # noqa: E402
from bursts import answer  # noqa: E402
from chain import Manner  # noqa: E402
from models import RECIPES  # noqa: E402
from training import Training  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", choices=RECIPES)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--threads", type=int, help="torch.set_num_threads; PyTorch's choice when left out")
    parser.add_argument("--data", metavar="DIR", help="MNIST's folder; random pixels when left out")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--warm", type=float, default=0.5, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--channels-last", action="store_true", help="channels innermost in memory")
    parser.add_argument("--onednn", action="store_true", help="transposed convolutions by oneDNN's kernels")
    parser.add_argument("--serve", action="store_true")
    arguments = parser.parse_args()

    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    library = blas.require_fast()
    torch.manual_seed(arguments.seed)
    recipe = RECIPES[arguments.recipe].with_settings(arguments.set)
    images, _, _ = pictures.training(recipe, arguments.data)
    training = Training(recipe, images, Manner(exact=False, onednn=arguments.onednn))
    if arguments.channels_last:
        training.model.to(memory_format=torch.channels_last)
    facts = {"recipe": recipe.name, "batch": recipe.batch, "torch": torch.__version__, "blas": library,
             "threads": torch.get_num_threads()}
    answer(training.step, facts, arguments.steps, arguments.warm, arguments.serve)


if __name__ == "__main__":
    main()
