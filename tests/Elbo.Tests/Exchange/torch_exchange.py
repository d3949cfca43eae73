"""The reference models as a PyTorch user writes them, and their weights from and to Elbo.

For each folder, whose last name is the model's: reads x.f32 [32, features] and noise.f32 [32, latent], loads Elbo's weights
into the model written here and into the class that came with them, trains a model of its own for a few steps, writes its
weights, and leaves in elbo.txt, a line for each of the three, reconstruction and KL in nats, summed over the batch.
"""
import importlib.util
import json
import struct
import sys
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional

TYPES = {"F32": (torch.float32, numpy.float32), "I64": (torch.int64, numpy.int64)}


def load_file(path):
    """safetensors.torch.load_file, in the format's own words."""
    data = Path(path).read_bytes()
    length, = struct.unpack("<Q", data[:8])
    header, body = json.loads(data[8:8 + length]), data[8 + length:]
    assert header.pop("__metadata__")["format"] == "pt"
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        values = numpy.frombuffer(body[start:end], TYPES[entry["dtype"]][1])
        tensors[name] = torch.from_numpy(values.copy()).reshape(entry["shape"])
    return tensors


def save_file(tensors, path):
    """safetensors.torch.save_file."""
    header, parts, end = {}, [], 0
    for name, tensor in sorted(tensors.items()):
        data = tensor.detach().numpy().tobytes()
        kind = {torch.float32: "F32", torch.int64: "I64"}[tensor.dtype]
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [end, end + len(data)]}
        parts.append(data)
        end += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(parts))


def mlp(*sizes, activations, dropout=0.0):
    layers = []
    for inputs, outputs, activation in zip(sizes, sizes[1:], activations):
        layers += [nn.Linear(inputs, outputs), activation()]
        if dropout:
            layers.append(nn.Dropout(dropout))
    return layers


def down(inputs, outputs, kernel, pad):
    """A strided convolution padded as TensorFlow does: pad before, and one more behind."""
    return [nn.ZeroPad2d((pad, pad + 1, pad, pad + 1)), nn.Conv2d(inputs, outputs, kernel, stride=2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]


def flat(inputs, outputs, kernel, pad, stride):
    return [nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=pad, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]


def up(inputs, outputs, kernel, pad):
    return [nn.ConvTranspose2d(inputs, outputs, kernel, stride=2, padding=pad, bias=False), nn.ZeroPad2d((0, -1, 0, -1)), nn.BatchNorm2d(outputs), nn.ReLU()]


def start(latent, outputs):
    return [nn.Linear(latent, outputs, bias=False), nn.BatchNorm1d(outputs), nn.ReLU()]


class Vae(nn.Module):
    def __init__(self, encoder, hidden, latent, decoder, shape, spread):
        super().__init__()
        self.shape, self.spread = shape, spread
        self.encoder = nn.Sequential(*encoder)
        self.mean = nn.Linear(hidden, latent)
        setattr(self, spread, nn.Linear(hidden, latent))
        self.decoder = nn.Sequential(*decoder)

    def encode(self, x):
        h = self.encoder(x if isinstance(self.encoder[0], (nn.Conv2d, nn.ZeroPad2d)) else x.flatten(1))
        rho = getattr(self, self.spread)(h)
        return self.mean(h), torch.exp(0.5 * rho) if self.spread == "log_variance" else functional.softplus(rho) + 1e-6

    def decode(self, z):
        return self.decoder(z).reshape(-1, *self.shape)


def leaky(module):
    return [module, nn.LeakyReLU(0.2)]


MODELS = {
    "simple-vae": lambda: Vae(
        mlp(784, 500, 120, activations=[nn.ReLU] * 2), 120, 2,
        mlp(2, 120, 500, activations=[nn.ReLU] * 2) + [nn.Linear(500, 784)], (1, 28, 28), "rho"),
    "mlp-bernoulli": lambda: Vae(
        mlp(784, 500, 500, activations=[nn.ELU] * 2, dropout=0.5), 500, 2,
        mlp(2, 500, 500, activations=[nn.ELU] * 2, dropout=0.5) + [nn.Linear(500, 784)], (1, 28, 28), "rho"),
    "mlp-latent": lambda: Vae(
        mlp(784, 512, 512, activations=[nn.ELU, nn.Tanh], dropout=0.1), 512, 20,
        mlp(20, 512, 512, activations=[nn.Tanh, nn.ELU], dropout=0.1) + [nn.Linear(512, 784)], (1, 28, 28), "rho"),
    "conv-mnist": lambda: Vae(
        down(1, 4, 3, 0) + down(4, 5, 3, 0) + flat(5, 6, 3, 1, 2) + [nn.Flatten()], 36, 3,
        start(3, 36) + [nn.Unflatten(1, (6, 2, 3))] + up(6, 6, 3, 0) + up(6, 5, 3, 0) + up(5, 1, 3, 0)
        + [nn.Flatten(), nn.Linear(384, 240), nn.Sigmoid()], (1, 12, 20), "rho"),
    "conv-celeba": lambda: Vae(
        down(3, 4, 5, 1) + down(4, 5, 5, 1) + down(5, 6, 5, 1) + flat(6, 7, 5, 2, 1) + [nn.Flatten()], 42, 3,
        start(3, 42) + [nn.Unflatten(1, (7, 2, 3))] + up(7, 6, 5, 1) + up(6, 5, 5, 1) + up(5, 4, 5, 1)
        + [nn.ConvTranspose2d(4, 3, 5, padding=2), nn.Tanh()], (3, 16, 24), "rho"),
    "conv-rgb48": lambda: Vae(
        leaky(nn.Conv2d(3, 4, 7, padding=3)) + [nn.MaxPool2d(2)] + leaky(nn.Conv2d(4, 5, 5, padding=2)) + [nn.MaxPool2d(2), nn.Flatten()]
        + leaky(nn.Linear(30, 20)) + leaky(nn.Linear(20, 12)), 12, 3,
        leaky(nn.Linear(3, 12)) + leaky(nn.Linear(12, 20)) + leaky(nn.Linear(20, 60)) + [nn.Unflatten(1, (5, 3, 4))]
        + leaky(nn.ConvTranspose2d(5, 4, 5, padding=2)) + [nn.Upsample(scale_factor=2, mode="bilinear")]
        + leaky(nn.ConvTranspose2d(4, 3, 7, padding=3)) + [nn.Upsample(scale_factor=2, mode="bilinear"), nn.Flatten()]
        + leaky(nn.Linear(576, 288)), (3, 8, 12), "log_variance"),
}


def terms(model, x, noise, is_bernoulli):
    mean, deviation = model.encode(x)
    y = model.decode(mean + deviation * noise)
    loss = functional.binary_cross_entropy_with_logits(y, x, reduction="sum") if is_bernoulli else ((y - x) ** 2).sum()
    return loss, (0.5 * (mean ** 2 + deviation ** 2 - 1) - torch.log(deviation)).sum()


def judged(model, x, noise, is_bernoulli):
    with torch.no_grad():
        loss, divergence = terms(model.double().eval(), x.double(), noise.double(), is_bernoulli)
    return f"{loss.item():.17g} {divergence.item():.17g}"


def exchange(folder):
    name = folder.name
    model = MODELS[name]()
    x = torch.from_numpy(numpy.fromfile(folder / "x.f32", numpy.float32)).reshape(-1, *model.shape)
    noise = torch.from_numpy(numpy.fromfile(folder / "noise.f32", numpy.float32)).reshape(len(x), -1)
    is_bernoulli = name.startswith("mlp")
    ours = load_file(folder / "ours.safetensors")
    assert list(ours) == list(model.state_dict()), f"{name}: {list(ours)} is not {list(model.state_dict())}"
    model.load_state_dict(ours)
    lines = [judged(model, x, noise, is_bernoulli)]
    source = importlib.util.spec_from_file_location("ours", folder / "ours.py")
    module = importlib.util.module_from_spec(source)
    source.loader.exec_module(module)
    model = module.Vae()
    model.load_state_dict(ours)
    lines.append(judged(model, x, noise, is_bernoulli))

    model = MODELS[name]().train()
    optimiser = torch.optim.Adam(model.parameters(), 1e-3)
    for _ in range(20):
        loss, divergence = terms(model, x, torch.randn_like(noise), is_bernoulli)
        optimiser.zero_grad()
        ((loss + divergence) / len(x)).backward()
        optimiser.step()
    save_file(model.state_dict(), folder / "theirs.safetensors")
    lines.append(judged(model, x, noise, is_bernoulli))
    (folder / "elbo.txt").write_text("\n".join(lines))


if __name__ == "__main__":
    torch.manual_seed(1)
    torch.set_num_threads(1)
    for path in sys.argv[1:]:
        exchange(Path(path))
