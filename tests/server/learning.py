"""Small networks and data for the tests of training, and ways to let an engine work."""

import time
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from cnnviz import nn
from cnnviz.datasets import digits
from cnnviz.nn import trainer
from cnnviz.training import Spec, commands, evaluation, throttle
from cnnviz.training import engine as engines
from cnnviz.training.engine import Engine

LAYERS = (
    ("conv2d", {"filters": 8, "kernel": 3}),
    ("relu", {}),
    ("max_pool2d", {"kernel": 2}),
    ("flatten", {}),
    ("linear", {"units": 10}),
)
SPEC = Spec(LAYERS)


@cache
def data():
    found = digits()
    train, held = found.split(np.random.default_rng(0), 0.2)
    x, y = found.images, found.labels
    return nn.Data(x[train], y[train], x[held], y[held], found.classes)


def engine(**settings):
    """An engine at rest, judged."""
    made = Engine(SPEC.changed(**settings), data())
    settle(made)
    return made


def settle(made, seconds=60.0):
    """Let it work until it rests."""
    end = time.perf_counter() + seconds
    while made.due(time.perf_counter()) != float("inf"):
        made.train(0.01)
        assert time.perf_counter() < end, "it never rests"


def do(made, name, **arguments):
    """Command an engine, let it rest again unless it plays, and say how it is."""
    commands.run_command(made, name, arguments)
    if made.state != "playing" or made.until is not None:
        settle(made)
    return commands.run_command(made, "state", {})


def play_until_stopped(made):
    """Let it learn until it stops by itself."""
    do(made, "play")
    for _ in range(5000):
        made.train(0.005)
        if made.state == "stopped":
            return
    raise AssertionError("it never stops")


class Clock:
    """Time as a test wants it: it stands still, or moves on whenever somebody looks."""

    def __init__(self, monkeypatch, tick=0.0):
        self.now, self.tick = 128.0, tick
        for module in (engines, evaluation, throttle, trainer):
            monkeypatch.setattr(module, "time", SimpleNamespace(perf_counter=self.look))

    def look(self):
        self.now += self.tick
        return self.now


def memory(course):
    """The names of what a course holds: its box, its data."""
    _, _, (_, _, laid, box), _ = course._end.peek()
    return {box.name, laid.name}


def taken(names):
    return {name for name in names if Path("/dev/shm", name).exists()}


def until(true, seconds=60.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)
