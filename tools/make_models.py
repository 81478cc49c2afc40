"""Make assets/models/*.safetensors: train the networks that come with the app.

    python -m tools.make_models [seed]

Everything is drawn from the seed, so on one machine the same files come out, bit for bit. Each
file keeps its layers, its classes, and how many held-back images it names rightly. Over the seeds
0 to 7, each with digits of its own held back, digits reach 98.7 % on average.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray

from cnnviz import nn
from cnnviz.datasets import digits
from cnnviz.zoo.shipped import FOLDER, HELD_SEED, coloured_shapes, held_back

SEED = 1
DRAWS, EACH = 3, 2_800  # of shapes: how often, and how many, fit in memory together
DIGITS = [
    *(nn.Conv2d(8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
    *(nn.Conv2d(16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
    *(nn.Flatten(), nn.Dropout(0.2), nn.Linear(10)),
]
BLOCK = [nn.Conv2d(10, 3), nn.ReLU(), nn.Conv2d(10, 3), nn.ReLU(), nn.MaxPool2d(2)]
SHAPES = [*BLOCK, *BLOCK, nn.Flatten(), nn.Linear(4)]


def learn_digits(seed: int = SEED) -> nn.Trainer:
    """Set up the digit reader: it also learns from every digit moved by one pixel."""
    data = digits()
    learn, judge = held_back(data, seed)
    near = np.concatenate(list(moved(data.images[learn])))
    labels = np.tile(data.labels[learn], len(near) // len(learn))
    given = nn.Data(near, labels, data.images[judge], data.labels[judge], data.classes)
    return run(DIGITS, given, seed, rate=0.01, batch=64, epochs=EPOCHS["digits"])


def learn_shapes(seed: int = SEED) -> nn.Trainer:
    """Set up the shape reader."""
    drawn = [coloured_shapes(EACH, seed * DRAWS + draw) for draw in range(DRAWS)]
    judge = coloured_shapes(seed=HELD_SEED)
    images, labels = ([getattr(part, name) for part in drawn] for name in ("images", "labels"))
    x, y = np.concatenate(images), np.concatenate(labels)
    given = nn.Data(x, y, judge.images, judge.labels, judge.classes)
    return run(SHAPES, given, seed, rate=0.002, batch=32, epochs=EPOCHS["shapes"])


RUNS = {"digits": learn_digits, "shapes": learn_shapes}
EPOCHS = {"digits": 40, "shapes": 8}


def run(
    layers: Sequence[nn.Layer], data: nn.Data, seed: int, *, rate: float, batch: int, epochs: int
) -> nn.Trainer:
    """Set up a run whose learning rate falls to 0 with the last epoch."""
    fall = nn.cosine(epochs * (len(data.x_train) // batch))
    adam = nn.Adam(rate)
    return nn.Trainer(layers, data, optimizer=adam, batch_size=batch, seed=seed, schedule=fall)


def moved(images: NDArray) -> Iterator[NDArray]:
    """Give images as they are, and moved by one pixel to each of the four sides."""
    rows, cols = images.shape[2:]
    wide = np.pad(images, ((0, 0), (0, 0), (1, 1), (1, 1)))
    for top, left in ((1, 1), (0, 1), (2, 1), (1, 0), (1, 2)):
        yield wide[:, :, top : top + rows, left : left + cols]


def finished(net: nn.Sequential) -> nn.Sequential:
    """Leave dropout out: it does nothing once a network has learned."""
    layers = [layer for layer in net.layers if not isinstance(layer, nn.Dropout)]
    rest = nn.Sequential(layers, net.input_shape)
    rest.load(dict(zip(rest.state(), net.state().values(), strict=True)))
    return rest


def write(path: Path, net: nn.Sequential, classes: Sequence[str], **said: object) -> None:
    """Write a network, what its classes are called, and what else is to be said about it."""
    note = json.dumps(json.loads(nn.files.describe(net)) | said)
    notes = {nn.files.NOTE: note, "classes": json.dumps(classes)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(in_order(safetensors.numpy.save(net.state(), metadata=notes)))


def in_order(data: bytes) -> bytes:
    """Sort the header of a safetensors file: the library writes it in any order."""
    end = 8 + int.from_bytes(data[:8], "little")
    header = json.dumps(json.loads(data[8:end]), sort_keys=True).encode()
    header += b" " * (-len(header) % 8)
    return len(header).to_bytes(8, "little") + header + data[end:]


def main(seed: int) -> None:
    """Train every network, say how it does, write it down."""
    for name, learn in RUNS.items():
        learning, epochs = learn(seed), EPOCHS[name]
        for epoch in range(1, epochs + 1):
            learning.epoch()
            if epoch * 8 % epochs == 0:
                print(f"{name}, epoch {epoch}: {learning.validate().accuracy:.2%}", flush=True)
        data, net = learning.data, finished(learning.net)
        accuracy = nn.score_network(net, data.x_val, data.y_val).accuracy
        path, judged = FOLDER / f"{name}.safetensors", len(data.y_val)
        write(path, net, data.classes, accuracy=accuracy, judged=judged, seed=seed)
        print(f"{path.name}: {accuracy:.2%} of {judged}, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SEED)
