"""How this computer should calculate: settings that NumPy and the C library read only once."""

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

SKYLAKE = {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"}
M_ARENA_MAX = -8  # glibc, malloc.h
ARENAS = 2


def tune() -> None:
    """Choose for many small readers, not one big sum; what you set yourself stays.

    Call it before NumPy is imported. One BLAS thread serves more readers than several
    that fight over the cores; OpenBLAS picks an older kernel than some processors have;
    glibc keeps a heap for every thread unless it is told to share.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if sys.platform == "linux":
        if has_avx512():
            os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")
        share_heaps()


def has_avx512(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Tell whether the processor has every instruction OpenBLAS's SkylakeX kernels use.

    Only an x86 processor lists ``flags``; an unreadable file counts as no.
    """
    with suppress(OSError):
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("flags"):
                return set(line.split()) >= SKYLAKE
    return False


def share_heaps() -> None:
    """Let all threads share two heaps: half the memory under load, where glibc is used."""
    if "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(AttributeError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)
