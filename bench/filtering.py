"""How fast a picture is filtered, beside other libraries: `python -m bench.filtering`.

Prints Markdown tables: medians in milliseconds of interleaved runs, in brackets how many
times as fast cnnviz is. Everyone gets the same RGB picture, a kernel without zeros or
symmetry and a border of zeros, returns float32 laid out like the picture, and may do it the
fastest way the library has. The answers are compared before anything is timed.
"""
# ruff: noqa: E402  the machine is tuned before NumPy is imported

import os
import statistics
import time
from collections.abc import Iterable
from itertools import product

from cnnviz.server import machine

machine.tune()

import numpy as np
from numpy.typing import NDArray

from bench.rivals import COLUMNS, CORES, VERSIONS, Way, ways

SIZES = {(512, 512): 25, (1080, 1920): 5}  # and how often each is timed
KERNELS = (3, 5, 7, 11)


def sample(size: tuple[int, int], kernel: int, kind: type) -> tuple[NDArray, NDArray]:
    """Make a picture, and a kernel of any weights that sum to 1."""
    random = np.random.default_rng(0)
    weights = random.uniform(0.1, 1, (kernel, kernel)).astype(np.float32)
    return random.integers(0, 256, (*size, 3)).astype(kind), weights / weights.sum()


def compare(contenders: list[Way]) -> None:
    """Refuse to time answers that differ."""
    answer = contenders[0].run()
    for way in contenders:
        if way.exact:
            np.testing.assert_allclose(way.run(), answer, atol=np.abs(answer).max() * 1e-4)


def clock(way: Way) -> float:
    """Time one run in ms, straight after another: nobody pays for who came before."""
    way.ready()
    way.run()
    start = time.perf_counter()
    way.run()
    return (time.perf_counter() - start) * 1e3


def measure(contenders: list[Way], rounds: int) -> dict[str, float]:
    """Time everyone in turn; a library's time is the median of its best way."""
    heat = [(way.library, clock(way)) for way in contenders]
    first = best(heat)
    hopeful = [
        way
        for way, (_, taken) in zip(contenders, heat, strict=True)
        if taken < 1.5 * first[way.library]
    ]
    times = [[clock(way) for way in hopeful] for _ in range(rounds)]
    medians = map(statistics.median, zip(*times, strict=True))
    return best(zip((way.library for way in hopeful), medians, strict=True))


def best(times: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Keep the shortest time of every library."""
    found: dict[str, float] = {}
    for library, taken in times:
        found[library] = min(taken, found.get(library, taken))
    return found


def row(size: tuple[int, int], kernel: int, times: dict[str, float]) -> str:
    """Write a line of the table."""
    cells = [f"{size[1]}x{size[0]}", f"{kernel}x{kernel}", f"**{times['cnnviz']:.1f}**"]
    for library in COLUMNS[1:]:
        taken = times.get(library)
        cells.append(f"{taken:.1f} ({taken / times['cnnviz']:.2f})" if taken else "")
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Print what the figures depend on, then one table a kind of number."""
    blas = os.environ.get("OPENBLAS_CORETYPE", "its own choice")
    print(f"{VERSIONS}; {CORES} cores, NumPy on one (OpenBLAS kernels: {blas}). In ms; in")
    print("brackets, how many times as fast cnnviz is. Pillow filters uint8 to uint8.")
    for kind in (np.uint8, np.float32):
        print(f"\n| {kind.__name__} RGB | kernel |", " | ".join(COLUMNS), "|")
        print("|---|---|" + "---|" * len(COLUMNS))
        for (size, rounds), kernel in product(SIZES.items(), KERNELS):
            contenders = list(ways(*sample(size, kernel, kind)))
            compare(contenders)
            print(row(size, kernel, measure(contenders, rounds)), flush=True)


if __name__ == "__main__":
    main()
