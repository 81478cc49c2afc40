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
SIDE = 64  # pixels, side of an image of a shape
HELD = 400  # images of shapes, used for no training
HELD_SEED = 1_000  # their random seed; training uses others


@dataclass(frozen=True)
class ShippedModel:
    """A trained network in `assets/models`.

    Attributes
    ----------
    key : str
        The file's name, and the network's name in links.
    title, sentence : str
        Its title, and what it classifies.
    data : callable
        Returns images of its kind, with labels.
    """

    key: str
    title: str
    sentence: str
    data: Callable[[], Dataset]

    @property
    def path(self) -> Path:
        """Path of the file."""
        return FOLDER / f"{self.key}.safetensors"

    @property
    def classes(self) -> tuple[str, ...]:
        """Class names."""
        return tuple(notes(self.path)["classes"])

    @property
    def accuracy(self) -> float:
        """Accuracy on the held-out images, as stored in the file."""
        return notes(self.path)["accuracy"]

    @property
    def judged(self) -> int:
        """Number of held-out images."""
        return notes(self.path)["judged"]

    @property
    def seed(self) -> int:
        """Random seed of its training."""
        return notes(self.path)["seed"]

    def net(self) -> nn.Sequential:
        """Load the network with its weights."""
        return nn.load_safetensors(self.path)

    def model(self) -> Model:
        """Return it as a graph with title, class names and data."""
        return _model(self)


def held_back(data: Dataset, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the indices of the training and the held-out images, as for the shipped network."""
    return data.split(np.random.default_rng(seed))


def coloured_shapes(count: int = HELD, seed: int = HELD_SEED) -> Dataset:
    """Draw shapes of 64 x 64 pixels in colour, randomly rotated, shifted and scaled.

    Half of them, chosen at random, are inverted: a dark shape on a light background.

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
    variation = {"noise": 0.05, "rotation": 30, "scale": 0.4, "shift": 0.15}
    drawn = shapes(count, SIDE, 3, **variation, rng=rng)
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
    """Read the metadata of a shipped safetensors file: header length, then JSON."""
    with path.open("rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    metadata = header["__metadata__"]
    return json.loads(metadata[nn.files.NOTE]) | {"classes": json.loads(metadata["classes"])}


@lru_cache
def _model(shipped: ShippedModel) -> Model:
    """Load a file once."""
    note = f"{shipped.accuracy:.1%} of {shipped.judged} images it had never seen are named rightly."
    graph = from_sequential(shipped.net())
    return Model(graph, shipped.title, shipped.classes, note, lru_cache(shipped.data))
