#!/usr/bin/python3
"""Times one convolution in PyTorch, forward and all its gradients: layer.py CASE [--steps N] [--threads N] [--serve].

The output's gradient is given, so nothing but the layer is timed. Padding is SAME, the odd pixel on the side that costs
PyTorch no copy: padding=2 (and output_padding=1 for the transposed convolution). Answers as step.py does.
"""

import argparse
from dataclasses import dataclass

import blas

blas.prefer_avx512()

import torch  # noqa: E402

import same  # noqa: E402
from bursts import answer  # noqa: E402


@dataclass(frozen=True)
class Case:
    """A layer: size is the height and width of its input."""

    kind: str
    inputs: int
    outputs: int
    kernel: int
    stride: int
    size: int
    batch: int = 128


# The same as in LayerCase.cs.
CASES = {
    "conv-256-512": Case("convolution", 256, 512, 5, 1, 8),
    "conv-64-128-stride-2": Case("convolution", 64, 128, 5, 2, 32),
    "transposed-512-256-stride-2": Case("transposedConvolution", 512, 256, 5, 2, 8),
}


class Layer:
    def __init__(self, case: Case, channels_last: bool, onednn: bool) -> None:
        form = torch.channels_last if channels_last else torch.contiguous_format
        channels = (case.inputs, case.outputs) if case.kind == "transposedConvolution" else (case.outputs, case.inputs)
        self.x = torch.randn(case.batch, case.inputs, case.size, case.size).to(memory_format=form).requires_grad_()
        self.weight = torch.randn(*channels, case.kernel, case.kernel).mul_(0.02).to(memory_format=form).requires_grad_()
        self.bias = torch.zeros(case.outputs, requires_grad=True)
        self.case, self.onednn = case, onednn
        self.upstream = torch.randn_like(self.forward())

    def forward(self) -> torch.Tensor:
        if self.case.kind == "convolution":
            return same.convolution(self.x, self.weight, self.bias, self.case.stride, exact=False)
        return same.transposed(self.x, self.weight, self.bias, self.case.stride, exact=False, onednn=self.onednn)

    def step(self) -> None:
        torch.autograd.grad(self.forward(), (self.x, self.weight, self.bias), self.upstream)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", choices=CASES)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--threads", type=int, help="torch.set_num_threads; PyTorch's choice when left out")
    parser.add_argument("--warm", type=float, default=0.5, metavar="SECONDS")
    parser.add_argument("--channels-last", action="store_true", help="channels innermost in memory")
    parser.add_argument("--onednn", action="store_true", help="transposed convolutions by oneDNN's kernels")
    parser.add_argument("--serve", action="store_true")
    arguments = parser.parse_args()

    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    library = blas.require_fast()
    torch.manual_seed(1)
    layer = Layer(CASES[arguments.case], arguments.channels_last, arguments.onednn)
    facts = {"case": arguments.case, "batch": layer.case.batch, "torch": torch.__version__, "blas": library,
             "threads": torch.get_num_threads()}
    answer(layer.step, facts, arguments.steps, arguments.warm, arguments.serve)


if __name__ == "__main__":
    main()
