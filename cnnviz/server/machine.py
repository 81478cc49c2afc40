"""Settings of BLAS threads, BLAS kernels and malloc, which are read once at startup."""

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

SKYLAKE = {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"}
M_ARENA_MAX = -8  # glibc, malloc.h
ARENAS = 2


def tune() -> None:
    """Set them for many concurrent sessions; environment variables already set stay.

    Call it before NumPy is imported. With many sessions, one BLAS thread each gives more
    throughput than several that compete for the cores; OpenBLAS picks older kernels than some
    processors support; glibc keeps one heap for every thread by default.
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
    """Limit glibc to two heaps for all threads: half the memory under load."""
    if "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(AttributeError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)
