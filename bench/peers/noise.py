"""Elbo's posterior noise: Philox4x32-10 by seed, stream and step, and the normal quantile of its uniform numbers.

The quantile is exact here; Elbo's polynomial differs from it by some 1e-7.
"""

import numpy as np
import torch
from torch import Tensor

TRAINING_STREAM, LANES = 0x04000000, 32


def _words(seed: int, stream: int, step: int, count: int) -> np.ndarray:
    """Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011."""
    index = np.arange(-(-count // 4), dtype=np.uint64)
    low = np.uint64(0xFFFFFFFF)
    half = np.uint64(32)
    c = [index & low, index >> half, np.full_like(index, step), np.full_like(index, stream)]
    k0, k1 = seed & 0xFFFFFFFF, seed >> 32
    for _ in range(10):
        p0, p1 = np.uint64(0xD2511F53) * c[0], np.uint64(0xCD9E8D57) * c[2]
        c = [(p1 >> half) ^ c[1] ^ np.uint64(k0), p1 & low, (p0 >> half) ^ c[3] ^ np.uint64(k1), p0 & low]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack(c, axis=1).reshape(-1)[:count]


def of_step(step: int, batch: int, latent: int, seed: int = 1) -> Tensor:
    """The noise [batch, latent] of a training step without dropout, in double precision."""
    blocks = -(-batch // LANES)
    words = _words(seed, TRAINING_STREAM, step, blocks * latent * LANES)
    uniform = ((words >> np.uint64(9)).astype(np.float64) + 0.5) / (1 << 23)
    normal = torch.erfinv(torch.from_numpy(2 * uniform - 1)) * 2 ** 0.5
    # Thirty-two examples lie side by side.
    return normal.view(blocks, latent, LANES).transpose(1, 2).reshape(-1, latent)[:batch].contiguous()
