"""Which BLAS PyTorch computes with. Import before torch: OpenBLAS chooses its kernels when it is loaded."""

import ctypes
import os

REFUSAL = ("PyTorch here does not compute with OpenBLAS or MKL but with {found}, which is some 20 times slower "
           "and no fair peer: install the package libopenblas0 "
           "(apt-get install libopenblas0), which makes itself the system's libblas.so.3.")


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


class _Symbol(ctypes.Structure):
    """What dladdr tells: Dl_info of dlfcn.h."""

    _fields_ = [("file", ctypes.c_char_p), ("base", ctypes.c_void_p),
                ("name", ctypes.c_char_p), ("address", ctypes.c_void_p)]


def in_use() -> str:
    """The file that PyTorch's matrix products come from, or 'mkl'."""
    import torch

    if torch.backends.mkl.is_available():
        return "mkl"
    # A loaded OpenBLAS proves nothing: liblapack may bring it along while sgemm_ is the reference's. Ask the linker.
    symbol = _Symbol()
    try:
        sgemm = ctypes.CDLL("libtorch_cpu.so").sgemm_
        known = ctypes.CDLL(None).dladdr(ctypes.cast(sgemm, ctypes.c_void_p), ctypes.byref(symbol))
    except (OSError, AttributeError):
        known = 0
    return os.path.realpath(os.fsdecode(symbol.file)) if known else "a BLAS that cannot be named"


def require_fast() -> str:
    """Like in_use, but ends the program when the BLAS is neither OpenBLAS nor MKL."""
    found = in_use()
    if found != "mkl" and "openblas" not in found:
        raise SystemExit(REFUSAL.format(found=found))
    return found
