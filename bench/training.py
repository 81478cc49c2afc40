"""How fast networks learn, beside PyTorch and ConvNetJS: `python -m bench.training`.

Prints Markdown. First samples a second of three networks: medians of interleaved rounds, each
library at the fastest of its settings; in brackets how many times as fast cnnviz is with as many
threads. Everybody starts from the same weights and learns from the same images with SGD and
momentum, and before anything is timed the losses of ten steps are compared. Then the handwritten
digits: seconds to 97 %, and the accuracy in the end, on images nobody learned from.

`--quick` takes a minute and leaves torch.compile out. ConvNetJS takes part once it is
there: `npm install --prefix bench`.
"""
# ruff: noqa: E402  the machine is tuned before NumPy is imported

import argparse
import os
import statistics

from cnnviz.server import machine

machine.tune()

import numpy as np
import torch

from bench.digits import race
from bench.learners import NETWORKS, Learner, learners

OURS = ("cnnviz, 1 thread", "cnnviz, 2 threads")
RIVALS = {  # beside which of ours
    "PyTorch, 1 thread": OURS[:1],
    "PyTorch, 2 threads": OURS[1:],
    "torch.compile": OURS,
    "ConvNetJS": OURS[:1],
}


def compare(contenders: list[Learner]) -> None:
    """Refuse to time learners who do not learn the same."""
    first = None
    for learner in contenders:
        if learner.losses:
            found = learner.losses(10)
            first = first or found
            np.testing.assert_allclose(found, first, rtol=1e-4, err_msg=learner.name)


def measure(contenders: list[Learner], rounds: int, seconds: float) -> dict[str, tuple[float, str]]:
    """Let everyone learn in turn, once unseen; keep the best setting of each column."""
    rates: dict[str, list[float]] = {learner.name: [] for learner in contenders}
    for _ in range(rounds):
        for learner in contenders:
            if learner.column != "ConvNetJS":
                learner.rate(seconds / 4)  # nobody pays for who came before
            rates[learner.name].append(learner.rate(seconds))
    best: dict[str, tuple[float, str]] = {}
    for learner in contenders:
        found = statistics.median(rates[learner.name]), learner.name
        best[learner.column] = max(best.get(learner.column, found), found)
    return best


def row(network: str, batch: int, best: dict[str, tuple[float, str]]) -> str:
    """Write a line of the table."""
    cells = [network, str(batch), *(f"**{best[column][0]:,.0f}**" for column in OURS)]
    for column, beside in RIVALS.items():
        rate, _ = best.get(column, (0.0, ""))
        ours, _ = max(best[column] for column in beside)
        cells.append(f"{rate:,.0f} ({ours / rate:.2f})" if rate else "")
    ours, _ = max(best[column] for column in OURS)
    fastest, name = max(best[column] for column in RIVALS if "orch" in column and column in best)
    return "| " + " | ".join([*cells, f"{ours / fastest:.2f}: {name}"]) + " |"


def main() -> None:
    """Print what the figures depend on, then the tables."""
    parser = argparse.ArgumentParser(description="How fast networks learn.")
    parser.add_argument("--quick", action="store_true", help="a minute, rough figures")
    quick = parser.parse_args().quick
    rounds, seconds = (3, 0.1) if quick else (7, 0.5)
    blas = os.environ.get("OPENBLAS_CORETYPE", "its own choice")
    print(f"NumPy {np.__version__} (OpenBLAS kernels: {blas}), PyTorch ", end="")
    print(f"{torch.__version__} ({torch.backends.cpu.get_cpu_capability()}). Samples a second:\n")
    print("| network | batch |", " | ".join((*OURS, *RIVALS)), "| best beside PyTorch's best |")
    print("|---|---|" + "---|" * (len(OURS) + len(RIVALS) + 1))
    for network in NETWORKS:
        for batch in (32, 64):
            contenders = list(learners(network, batch, compiled=not quick))
            compare(contenders)
            print(row(network, batch, measure(contenders, rounds, seconds)), flush=True)
    race(rounds)


if __name__ == "__main__":
    main()
