#!/usr/bin/python3
"""Times training steps of a recipe in PyTorch: step.py RECIPE [--steps N] [--threads N] [--data DIR] [--serve].

Without --serve prints one JSON document. With --serve prints one such document without times when it is warm, then
reads lines "run K" on standard input and answers each with a JSON array of K step times in milliseconds, so that bursts
of two programs can alternate; ends at the end of its input. Thread settings other than --threads are environment
variables (OPENBLAS_NUM_THREADS, OMP_WAIT_POLICY), read when the libraries are loaded.
"""

import argparse
import json
import resource
import statistics
import sys
import time

import blas

blas.prefer_avx512()

import torch  # noqa: E402

import mnist  # noqa: E402
from models import RECIPES  # noqa: E402
from training import Training  # noqa: E402


def burst(training: Training, steps: int) -> list[float]:
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        training.step()
        times.append((time.perf_counter() - start) * 1e3)
    return times


def warm_up(training: Training, seconds: float) -> None:
    """Run steps until the time is up, at least ten: caches, thread pools and clock frequency settle."""
    end = time.perf_counter() + seconds
    burst(training, 10)
    while time.perf_counter() < end:
        training.step()


def peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def serve(training: Training) -> None:
    for line in sys.stdin:
        words = line.split()
        if len(words) != 2 or words[0] != "run" or not words[1].isdigit():
            raise SystemExit(f"'{line.strip()}' is not a request: write 'run K', K being the number of steps.")
        print(json.dumps([round(t, 4) for t in burst(training, int(words[1]))]), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", choices=RECIPES)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--threads", type=int, help="torch.set_num_threads; PyTorch's choice when left out")
    parser.add_argument("--data", metavar="DIR", help="MNIST's folder; random pixels when left out")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--warm", type=float, default=0.5, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--serve", action="store_true")
    arguments = parser.parse_args()

    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    library = blas.require_fast()
    torch.manual_seed(arguments.seed)
    recipe = RECIPES[arguments.recipe].with_settings(arguments.set)
    images, _, _ = mnist.training(arguments.data, recipe.likelihood == "gaussian")
    training = Training(recipe, images)
    warm_up(training, arguments.warm)
    facts = {"recipe": recipe.name, "batch": recipe.batch, "torch": torch.__version__, "blas": library,
             "threads": torch.get_num_threads()}
    if arguments.serve:
        print(json.dumps(facts), flush=True)
        serve(training)
        return
    times = burst(training, arguments.steps)
    print(json.dumps(facts | {"steps": len(times), "stepMilliseconds": round(statistics.median(times), 4),
                              "fastestMilliseconds": round(min(times), 4), "peakMemoryBytes": peak_memory()}))


if __name__ == "__main__":
    main()
