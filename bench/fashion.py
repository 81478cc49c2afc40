"""Clothes: how well cnnviz reads them in the seconds ConvNetJS needs for 71 %.

`python -m bench.fashion` prints Markdown. It needs Debian's `dataset-fashion-mnist`, node, and
`npm install --prefix bench`. Both learn from the package's training images and are judged by its
test images; judging is not timed. Everybody learns alone, in turn, a few times over.
"""
# ruff: noqa: E402  the machine is tuned before NumPy is imported

import json
import statistics
import subprocess
import time
from pathlib import Path

from cnnviz.server import machine

machine.tune()

import numpy as np

from cnnviz import nn
from cnnviz.datasets import fashion_mnist
from cnnviz.datasets.fashion import FOLDER
from cnnviz.datasets.idx import open_idx

GOAL, ROUNDS, BATCH, RATE, BETWEEN = 0.71, 3, 64, 0.002, 0.25
LENET = [
    *(nn.Conv2d(8, 5), nn.ReLU(), nn.MaxPool2d(2)),
    *(nn.Conv2d(16, 5), nn.ReLU(), nn.MaxPool2d(2)),
    *(nn.Flatten(), nn.Linear(10)),
]


def convnet() -> dict[str, float]:
    """Let ConvNetJS learn until it is right often enough: seconds, images, accuracy."""
    script = Path(__file__).parent / "fashion.mjs"
    command = ["node", str(script), str(FOLDER), str(GOAL)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def clothes() -> nn.Data:
    """Read what the app offers to learn from, and all 10,000 test images."""
    learn = fashion_mnist()
    assert learn is not None, "apt-get install dataset-fashion-mnist"
    files = ((FOLDER / f"t10k-{name}-ubyte.gz") for name in ("images-idx3", "labels-idx1"))
    held = open_idx(*(file.read_bytes() for file in files))
    return nn.Data(learn.images, learn.labels, held.images, held.labels, learn.classes)


def ours(data: nn.Data, seconds: float, seed: int) -> dict[str, float]:
    """Let a LeNet-like network learn so long: seconds until the goal, images, accuracy."""
    run = nn.Trainer(LENET, data, optimizer=nn.Adam(RATE), batch_size=BATCH, seed=seed)
    spent, reached = 0.0, float("nan")
    while spent < seconds:
        start = time.perf_counter()
        run.train_for(min(BETWEEN, seconds - spent) if reached == reached else 0.01)
        spent += time.perf_counter() - start
        if reached != reached and judged(run, 1000) >= GOAL:
            reached = spent
    return {"seconds": reached, "learned": run.samples, "found": judged(run, len(data.y_val))}


def judged(run: nn.Trainer, count: int) -> float:
    """Share of the first test images that are read right."""
    scores = [run.net.forward(x) for x in np.split(run.data.x_val[:count], count // 500)]
    return float(np.mean(np.concatenate(scores).argmax(1) == run.data.y_val[:count]))


def main() -> None:
    """Print the table."""
    data = clothes()
    print(f"Fashion-MNIST, {len(data.y_val):,} test images, median of {ROUNDS} (lowest accuracy):")
    print(f"\n| | seconds to {GOAL:.0%} | seconds in all | images seen | test accuracy |")
    print("|---|---|---|---|---|")
    rivals = [convnet() for _ in range(ROUNDS)]
    granted = middle(rivals, "seconds")
    mine = [ours(data, granted, seed) for seed in range(ROUNDS)]
    for name, found in (("ConvNetJS", rivals), ("cnnviz", mine)):
        low = min(one["found"] for one in found)
        print(
            f"| {name} | {middle(found, 'seconds'):.2f} | {granted:.1f} "
            f"| {middle(found, 'learned'):,.0f} | {middle(found, 'found'):.1%} ({low:.1%}) |"
        )


def middle(found: list[dict[str, float]], name: str) -> float:
    """Take the median of one figure."""
    return statistics.median(one[name] for one in found)


if __name__ == "__main__":
    main()
