"""Writes tests/Elbo.Tests/Training/golden.txt: losses, gradients and weights of three Adam steps of tiny VAEs.

Elbo's random numbers are keyed, so its noise is an input here:
    dotnet exec tests/Elbo.Tests/bin/Release/net10.0/Elbo.Tests.dll golden-noise > noise.txt
    python3 bench/peers/golden.py noise.txt > tests/Elbo.Tests/Training/golden.txt
Weights and data follow the formulas of GoldenCase.cs. Everything is computed in double precision.
"""
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
FEATURES, HIDDEN, LATENT, EXAMPLES = 12, 8, 3, 5
SHAPES = {
    "encoder.0.weight": (HIDDEN, FEATURES), "encoder.0.bias": (HIDDEN,),
    "encoder.1.weight": (2 * LATENT, HIDDEN), "encoder.1.bias": (2 * LATENT,),
    "decoder.0.weight": (HIDDEN, LATENT), "decoder.0.bias": (HIDDEN,),
    "decoder.1.weight": (FEATURES, HIDDEN), "decoder.1.bias": (FEATURES,),
}
CASES = [  # name, activation, deviation, likelihood, beta, learning rate
    ("bernoulli-elu-softplus", F.elu, "softplus", "bernoulli", 1, 1e-3),
    ("gaussian-tanh-exp", torch.tanh, "exp", "gaussian", 1, 1e-3),
    ("bernoulli-relu-beta", F.relu, "softplus", "bernoulli", 4, 1e-2),
]


def weights():
    made = {}
    for p, (name, shape) in enumerate(SHAPES.items()):
        count = torch.Size(shape).numel()
        values = [(((i * 37) + (p * 11)) % 64 - 31.5) / 64 for i in range(count)]
        made[name] = torch.tensor(values).reshape(shape).requires_grad_()
    return made


def line(name, values):
    print(name, *(repr(float(v)) for v in values))


def main():
    noise = [torch.tensor([float(v) for v in row.split()]).reshape(EXAMPLES, LATENT) for row in open(sys.argv[1])]
    x = torch.tensor([i * 29 % 65 / 64 for i in range(EXAMPLES * FEATURES)]).reshape(EXAMPLES, FEATURES)
    print(f"# Written by bench/peers/golden.py with PyTorch {torch.__version__}.")
    for step, e in enumerate(noise):
        line(f"noise.{step}", e.flatten())
    for name, activation, deviation, likelihood, beta, rate in CASES:
        w = weights()
        adam = torch.optim.Adam(w.values(), lr=rate, betas=(0.9, 0.999), eps=1e-8)
        for step, e in enumerate(noise):
            hidden = activation(F.linear(x, w["encoder.0.weight"], w["encoder.0.bias"]))
            mean, rho = F.linear(hidden, w["encoder.1.weight"], w["encoder.1.bias"]).chunk(2, dim=1)
            std = (F.softplus(rho) if deviation == "softplus" else torch.exp(rho / 2)) + 1e-6
            z = mean + std * e
            hidden = activation(F.linear(z, w["decoder.0.weight"], w["decoder.0.bias"]))
            out = F.linear(hidden, w["decoder.1.weight"], w["decoder.1.bias"])
            if likelihood == "bernoulli":
                reconstruction = F.binary_cross_entropy_with_logits(out, x, reduction="none").sum(1).mean()
            else:
                reconstruction = ((out - x) ** 2).sum(1).mean()
            kl = torch.distributions.kl_divergence(
                torch.distributions.Normal(mean, std), torch.distributions.Normal(0.0, 1.0)).sum(1).mean()
            loss = reconstruction + beta * kl
            adam.zero_grad()
            loss.backward()
            norm = torch.sqrt(sum((p.grad ** 2).sum() for p in w.values()))
            line(f"{name}.{step}", [loss, reconstruction, kl, norm])
            if step == 0:
                for key, p in w.items():
                    line(f"{name}.gradient.{key}", p.grad.flatten())
            adam.step()
        for key, p in w.items():
            line(f"{name}.weight.{key}", p.detach().flatten())


if __name__ == "__main__":
    main()
