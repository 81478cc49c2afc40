"""Who reads handwriting first: seconds to 97 %, and the accuracy in the end, beside PyTorch."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch

from bench.learners import module
from cnnviz import nn
from cnnviz.datasets import digits

LAYERS = [
    *(nn.Conv2d(24, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
    *(nn.Flatten(), nn.Dropout(0.3), nn.Linear(10)),
]
BATCH, RATE, EPOCHS, GOAL = 64, 0.02, 30, 0.97


class Finish(NamedTuple):
    """How one seed went: seconds of learning until the goal, accuracy after the last epoch."""

    seconds: float
    accuracy: float


def race(rounds: int) -> None:
    """Let every seed learn with both libraries, in turn; print medians."""
    results: dict[str, list[Finish]] = {"cnnviz": []}
    for seed in range(rounds):
        data = split(seed)
        results["cnnviz"].append(follow(*ours(data, seed)))
        for name, threads in (("PyTorch, 1 thread", 1), ("PyTorch, 2 threads", 2)):
            results.setdefault(name, []).append(follow(*theirs(data, seed, threads)))
    print(f"\nHandwritten digits, {len(split(0).y_val)} held back, {rounds} seeds:\n")
    print("| | seconds to 97 % | test accuracy, median | lowest |\n|---|---|---|---|")
    for name, finishes in results.items():
        seconds, accuracies = zip(*finishes, strict=True)
        middle, low = statistics.median(accuracies), min(accuracies)
        print(f"| {name} | {statistics.median(seconds):.3f} | {middle:.2%} | {low:.2%} |")


def split(seed: int) -> nn.Data:
    """Hold back a fifth of every class."""
    data = digits()
    learn, judge = data.split(np.random.default_rng(seed))
    x, y = data.images, data.labels
    return nn.Data(x[learn], y[learn], x[judge], y[judge], data.classes)


def follow(epoch: Callable[[], None], accuracy: Callable[[], float]) -> Finish:
    """Time the epochs; judging is not timed."""
    seconds, reached = 0.0, float("nan")
    for _ in range(EPOCHS):
        start = time.perf_counter()
        epoch()
        seconds += time.perf_counter() - start
        found = accuracy()
        if found >= GOAL and np.isnan(reached):
            reached = seconds
    return Finish(reached, found)


def new_run(data: nn.Data, seed: int) -> nn.Trainer:
    """Make the run both start from."""
    fall = nn.cosine(EPOCHS * (len(data.x_train) // BATCH))
    return nn.Trainer(
        LAYERS, data, optimizer=nn.Adam(RATE), batch_size=BATCH, seed=seed, schedule=fall
    )


def ours(data: nn.Data, seed: int) -> tuple[Callable[[], None], Callable[[], float]]:
    """Learn with cnnviz."""
    run = new_run(data, seed)

    def epoch() -> None:
        run.epoch()

    return epoch, lambda: run.validate().accuracy


def theirs(
    data: nn.Data, seed: int, threads: int
) -> tuple[Callable[[], None], Callable[[], float]]:
    """Learn with PyTorch: the same network, weights, optimiser and schedule, its own shuffles."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    run = new_run(data, seed)
    model = module(run.net)
    optimizer = torch.optim.Adam(model.parameters(), RATE, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, run.schedule)
    x, y, held = map(torch.from_numpy, (data.x_train, data.y_train, data.x_val))

    def epoch() -> None:
        model.train()
        for cards in torch.randperm(len(x)).split(BATCH)[: len(x) // BATCH]:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x[cards]), y[cards]).backward()
            optimizer.step()
            schedule.step()

    @torch.no_grad()
    def accuracy() -> float:
        model.eval()
        return float(np.mean(model(held).argmax(1).numpy() == data.y_val))

    return epoch, accuracy
