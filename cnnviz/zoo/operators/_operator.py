"""The contract every kind of node signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.trace import Step
from cnnviz.zoo.node import Node, Shape

Arrays = dict[str, NDArray[np.float32]]


class Stop(NamedTuple):
    """One step that helps to make a value.

    Attributes
    ----------
    source : int
        Which of the nodes it reads, counted from 0.
    step : Step
    weight : ndarray, optional
        What multiplies the step's window.
    """

    source: int
    step: Step
    weight: NDArray | None = None


@dataclass(frozen=True)
class Spoken:
    """What a node of an ONNX file says.

    Attributes
    ----------
    attributes : mapping
    constants : tuple of ndarray or None
        Its inputs by place; None where another node computes them, or nothing is given.
    shapes : tuple of tuple of int
        Of one image, for each input that a node computes.
    opset : int
        The edition of the operators.
    """

    attributes: Mapping[str, Any]
    constants: tuple[NDArray | None, ...]
    shapes: tuple[Shape, ...]
    opset: int = 20

    def array(self, place: int) -> NDArray | None:
        """Give the constant at a place, if there is one."""
        return self.constants[place] if place < len(self.constants) else None

    def weight(self, place: int, name: str) -> NDArray[np.float32]:
        """Give the constant at a place, as weights; refuse a node without it."""
        found = self.array(place)
        if found is None:
            raise ShapeError(f"its {name} is not in the file")
        return np.asarray(found, np.float32)


class Operator:
    """A kind of node: everything the graph asks about it.

    Images lie as (N, C, H, W), rows of numbers as (N, D). Where one value is explained, a row
    of numbers lies as (D, 1, 1): D channels of one cell.

    Attributes
    ----------
    kind, also : str and tuple of str
        Its operator in ONNX, and others that are read as this one.
    word : str
        What its nodes are called, with a number behind.
    counted : bool
        Whether the first one already has its number.
    most : int, optional
        How many nodes it reads; None for two or more.
    """

    kind: str
    also: tuple[str, ...] = ()
    word: str
    counted: bool = True
    most: int | None = 1

    def read(self, spoken: Spoken) -> tuple[dict[str, Any], Arrays]:
        """Make settings and arrays of what an ONNX node says, or raise a ShapeError."""
        return {}, {}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Say what comes out for one image, or raise a ShapeError."""
        return shapes[0]

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Compute a batch."""
        raise NotImplementedError
