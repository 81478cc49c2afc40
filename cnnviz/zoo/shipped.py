"""Networks that come with the app, trained by `tools/make_models.py`."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz import nn
from cnnviz.datasets import Dataset, digits, shapes
from cnnviz.zoo import Model, from_sequential

FOLDER = Path(__file__).parents[2] / "assets" / "models"
SIDE = 64  # pixels of a drawn shape's picture
HELD = 400  # pictures of shapes no network here has learned from
HELD_SEED = 1_000  # what they are drawn with; training draws with other seeds


@dataclass(frozen=True)
class ShippedModel:
    """A trained network in `assets/models`.

    Attributes
    ----------
    key : str
        The file's name, and its name in links.
    title, sentence : str
        What it is called, and what it reads.
    data : callable
        Makes images it can read, with their classes.
    """

    key: str
    title: str
    sentence: str
    data: Callable[[], Dataset]

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return FOLDER / f"{self.key}.safetensors"

    @property
    def classes(self) -> tuple[str, ...]:
        """What its scores are called."""
        return tuple(notes(self.path)["classes"])

    @property
    def accuracy(self) -> float:
        """The share of held-back images it names rightly, as the file states it."""
        return notes(self.path)["accuracy"]

    @property
    def judged(self) -> int:
        """How many images were held back."""
        return notes(self.path)["judged"]

    @property
    def seed(self) -> int:
        """What it was trained with."""
        return notes(self.path)["seed"]

    def net(self) -> nn.Sequential:
        """Read the layers and their weights."""
        return nn.load_safetensors(self.path)

    def model(self) -> Model:
        """Make it a graph whose every value can be followed."""
        return _model(self)


def held_back(data: Dataset, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Part what a network learns from and what it is judged by, as for the shipped one."""
    return data.split(np.random.default_rng(seed))


def coloured_shapes(count: int = HELD, seed: int = HELD_SEED) -> Dataset:
    """Draw shapes of 64 x 64 pixels in colour: turned, moved, larger and smaller.

    Every second picture, at random, is its own negative: a dark shape on a light ground.

    Parameters
    ----------
    count, seed : int

    Returns
    -------
    Dataset
        Images of shape (count, 3, 64, 64).

    Examples
    --------
    >>> data = coloured_shapes(8)
    >>> data.images.shape, data.labels, data.classes[0]
    ((8, 3, 64, 64), array([0, 1, 2, 3, 0, 1, 2, 3]), 'circle')
    """
    rng = np.random.default_rng(seed)
    knobs = {"noise": 0.05, "rotation": 30, "scale": 0.4, "shift": 0.15}
    drawn = shapes(count, SIDE, 3, **knobs, rng=rng)
    negative = rng.random((count, 1, 1, 1)) < 0.5
    images = np.where(negative, 1 - drawn.images, drawn.images)
    return Dataset("Coloured shapes", images, drawn.labels, drawn.classes)


SHIPPED: tuple[ShippedModel, ...] = (
    ShippedModel(
        "digits",
        "Digit reader",
        "Reads handwritten digits of 8 × 8 pixels: two convolutions, as LeNet has them.",
        digits,
    ),
    ShippedModel(
        "shapes",
        "Shape reader",
        "Tells circles, squares, triangles and crosses apart, in colour: four convolutions.",
        coloured_shapes,
    ),
)


@lru_cache
def notes(path: Path) -> dict[str, Any]:
    """Read what a safetensors file of ours says: the length of its header, then JSON."""
    with path.open("rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    said = header["__metadata__"]
    return json.loads(said[nn.files.NOTE]) | {"classes": json.loads(said["classes"])}


@lru_cache
def _model(shipped: ShippedModel) -> Model:
    """Read a file once."""
    note = f"{shipped.accuracy:.1%} of {shipped.judged} images it had never seen are named rightly."
    graph = from_sequential(shipped.net())
    return Model(graph, shipped.title, shipped.classes, note, lru_cache(shipped.data))
