"""Runs the classes that Elbo writes beside its weights: in each folder x.f32, z.f32 and maybe label.i64 in, mean.f32, std.f32 and y.f32 out."""
import importlib.util
import sys
from pathlib import Path

import numpy
import torch

from torch_exchange import load_file

torch.set_num_threads(1)
for path in map(Path, sys.argv[1:]):
    source = importlib.util.spec_from_file_location("ours", path / "ours.py")
    module = importlib.util.module_from_spec(source)
    source.loader.exec_module(module)
    model = module.Vae().eval()
    model.load_state_dict(load_file(path / "ours.safetensors"))
    channels, height, width = map(int, (path / "shape").read_text().split())
    x, z = (torch.from_numpy(numpy.fromfile(path / f"{name}.f32", numpy.float32)) for name in "xz")
    label = path / "label.i64"
    labels = [torch.from_numpy(numpy.fromfile(label, numpy.int64))] if label.exists() else []
    with torch.no_grad():
        mean, std = model.encode(x.reshape(-1, channels, height, width), *labels)
        y = model.decode(z.reshape(-1, model.latent), *labels)
    for name, tensor in (("mean", mean), ("std", std), ("y", y)):
        tensor.numpy().tofile(path / f"{name}.f32")
