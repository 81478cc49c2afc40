"""Every way to train the three networks: cnnviz's, PyTorch's at its settings, ConvNetJS."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from cnnviz import nn

HERE = Path(__file__).parent
LR, MOMENTUM = 0.01, 0.9
Layers = list[nn.Layer]
NETWORKS: dict[str, tuple[Layers, tuple[int, int, int]]] = {
    "8x8": (
        [nn.Conv2d(8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(10)],
        (1, 8, 8),
    ),
    "LeNet-like 28x28": (
        [
            *(nn.Conv2d(8, 5), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(16, 5), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Flatten(), nn.Linear(10)),
        ],
        (1, 28, 28),
    ),
    "TinyVGG 32x32x3": (
        [
            *(nn.Conv2d(10, 3), nn.ReLU(), nn.Conv2d(10, 3), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(10, 3), nn.ReLU(), nn.Conv2d(10, 3), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Flatten(), nn.Linear(10)),
        ],
        (3, 32, 32),
    ),
}


@dataclass
class Learner:
    """One way to train.

    Attributes
    ----------
    name, column : str
        What it is called, and the column of the table it competes for.
    rate : callable
        ``rate(seconds)`` trains that long and returns samples a second.
    losses : callable or None
        ``losses(steps)`` trains and returns the loss of each step, to compare with others'.
    """

    name: str
    column: str
    rate: Callable[[float], float]
    losses: Callable[[int], list[float]] | None = None


def learners(network: str, batch: int, compiled: bool = True) -> Iterator[Learner]:
    """List the ways, each with its own copy of the same first weights and images."""
    x, y = images(NETWORKS[network][1])
    for threads in (1, 2):
        yield cnnviz(network, batch, x, y, threads)
    for threads in (1, 2):
        for last in (False, True):
            for fused in (False, True):
                yield pytorch(network, batch, x, y, threads=threads, last=last, fused=fused)
        if compiled:
            yield pytorch(network, batch, x, y, threads=threads, compiled=True)
    if (HERE / "node_modules" / "convnetjs").exists():
        yield Learner("ConvNetJS", "ConvNetJS", lambda seconds: convnet(network, batch, seconds))


def images(shape: tuple[int, int, int], count: int = 768) -> tuple[NDArray, NDArray]:
    """Make images and labels of no meaning."""
    rng = np.random.default_rng(0)
    return rng.standard_normal((count, *shape)).astype(np.float32), rng.integers(0, 10, count)


def cnnviz(network: str, batch: int, x: NDArray, y: NDArray, threads: int) -> Learner:
    """Train as the app does: a run, step by step."""
    run = run_of(network, batch, x, y)

    def rate(seconds: float) -> float:
        nn.set_num_threads(threads)
        start = time.perf_counter()
        return run.train_for(seconds) * batch / (time.perf_counter() - start)

    name = f"cnnviz, {threads} thread{'s' * (threads > 1)}"
    return Learner(name, name, rate, lambda n: [run.step().loss for _ in range(n)])


def run_of(network: str, batch: int, x: NDArray, y: NDArray) -> nn.Trainer:
    """Make the run every other learner starts like."""
    data = nn.Data(x, y, x[:1], y[:1], tuple("0123456789"))
    optimizer = nn.SGD(LR, momentum=MOMENTUM)
    return nn.Trainer(NETWORKS[network][0], data, optimizer=optimizer, batch_size=batch)


def pytorch(
    network: str,
    batch: int,
    x: NDArray,
    y: NDArray,
    *,
    threads: int,
    last: bool = False,
    fused: bool = False,
    compiled: bool = False,
) -> Learner:
    """Train with PyTorch's usual loop, batches cut from tensors that are shuffled already."""
    run = run_of(network, batch, x, y)
    order, form = run.sampler.order, torch.channels_last if last else torch.contiguous_format
    model = module(run.net).to(memory_format=form)
    optimizer = torch.optim.SGD(model.parameters(), LR, MOMENTUM, fused=fused or None)
    call = torch.compile(model) if compiled else model
    pictures = torch.from_numpy(x[order]).contiguous(memory_format=form)
    batches = list(zip(pictures.split(batch), torch.from_numpy(y[order]).split(batch), strict=True))

    def step(number: int) -> torch.Tensor:
        some, labels = batches[number % len(batches)]
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(call(some), labels)
        loss.backward()
        optimizer.step()
        return loss

    def rate(seconds: float) -> float:
        torch.set_num_threads(threads)
        start, steps = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            step(steps)
            steps += 1
        return steps * batch / (time.perf_counter() - start)

    def losses(steps: int) -> list[float]:
        torch.set_num_threads(threads)
        return [step(number).item() for number in range(steps)]

    words = [f"{threads} thread{'s' * (threads > 1)}"]
    words += [w for w, on in (("channels_last", last), ("fused SGD", fused)) if on]
    column = "torch.compile" if compiled else f"PyTorch, {words[0]}"
    name = f"{'torch.compile' if compiled else 'PyTorch'}, {', '.join(words)}"
    return Learner(name, column, rate, losses)


def module(net: nn.Sequential) -> torch.nn.Sequential:
    """Make the same network in PyTorch, with the same weights."""
    shapes = [net.input_shape, *(row.output_shape for row in net.summary())]
    parts: list[torch.nn.Module] = []
    for layer, shape in zip(net.layers, shapes, strict=False):
        match layer:
            case nn.Conv2d():
                sizes = shape[0], layer.filters, layer.kernel
                parts.append(torch.nn.Conv2d(*sizes, padding=layer.padding))
            case nn.Linear():
                parts.append(torch.nn.Linear(shape[0], layer.features))
            case nn.Dropout():
                parts.append(torch.nn.Dropout(layer.p))
            case nn.MaxPool2d():
                parts.append(torch.nn.MaxPool2d(layer.kernel))
            case _:
                parts.append(getattr(torch.nn, type(layer).__name__)())
    model = torch.nn.Sequential(*parts)
    model.load_state_dict({name: torch.from_numpy(a) for name, a in net.state().items()})
    return model


def convnet(network: str, batch: int, seconds: float) -> float:
    """Train with ConvNetJS, in a process of its own."""
    command = ["node", str(HERE / "convnet.mjs"), network, str(batch), str(max(seconds, 0.5))]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    return float(done.stdout)
