"""Which BLAS PyTorch computes with. Import before torch: OpenBLAS chooses its kernels when it is loaded."""

import os

REFUSAL = ("PyTorch here does not compute with OpenBLAS or MKL but with {found}, which is some 20 times slower "
           "and no fair peer: install the package libopenblas0 (apt-get install libopenblas0).")


def prefer_avx512() -> None:
    """Name an AVX-512 core to OpenBLAS, which does not recognise newer AMD ones and would fall back to AVX2."""
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as cpuinfo:
            flags = next((line.split() for line in cpuinfo if line.startswith("flags")), [])
    except OSError:
        return
    # OpenBLAS's SKYLAKEX kernels use all four of these.
    if {"avx512f", "avx512bw", "avx512dq", "avx512vl"} <= set(flags):
        os.environ.setdefault("OPENBLAS_CORETYPE", "SKYLAKEX")


def in_use() -> str:
    """The name of the BLAS library that a matrix product of PyTorch's loaded into this process."""
    import torch

    torch.mm(torch.ones(64, 64), torch.ones(64, 64))
    if torch.backends.mkl.is_available():
        return "mkl"
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
        files = {os.path.basename(line.split(None, 5)[5].strip()) for line in maps if line.count("/")}
    names = sorted(name for name in files if "blas" in name and not name.startswith("libcublas"))
    # libblas.so.3 is a thin front of libopenblas when both are loaded.
    return next((name for name in names if "openblas" in name), names[0] if names else "no BLAS at all")


def require_fast() -> str:
    """Like in_use, but ends the program when the BLAS is neither OpenBLAS nor MKL."""
    found = in_use()
    if found != "mkl" and "openblas" not in found:
        raise SystemExit(REFUSAL.format(found=found))
    return found
