"""Frozen parameters: those an optimiser step does not change."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.nn.sequential import Sequential


class FrozenParameters:
    """Which parameters of a network are frozen.

    Attributes
    ----------
    marks : ndarray of bool
        True where frozen; one for each element of `Sequential.flat`.
    """

    def __init__(self, net: Sequential) -> None:
        self.marks, self._views = net.alike(np.bool_)
        self._indices = np.flatnonzero(self.marks)

    def put(self, name: str, index: Any, on: bool) -> None:
        """Freeze (`on`) or unfreeze a parameter, or only the filter `index` of it."""
        parameter_cells(self._views, name, index)[...] = on
        self._indices = np.flatnonzero(self.marks)

    def take(self, marks: NDArray[np.bool_]) -> None:
        """Replace all marks by a copy of `marks`."""
        self.marks[...] = marks
        self._indices = np.flatnonzero(marks)

    @contextmanager
    def still(self, net: Sequential) -> Iterator[None]:
        """Keep frozen parameters unchanged during an optimiser step; their gradient is set to 0."""
        indices = self._indices
        if not len(indices):
            yield
            return
        kept = net.flat[indices]
        net.flat_gradients[indices] = 0
        yield
        net.flat[indices] = kept


def parameter_cells(arrays: Mapping[str, NDArray], name: str, index: Any) -> NDArray:
    """Return a view of a parameter, or of one filter of it; ShapeError when there is none."""
    if name not in arrays:
        raise ShapeError(f"this network has no {name}: it has {', '.join(arrays)}")
    try:
        return arrays[name][... if index is None else (index, ...)]
    except IndexError:
        raise ShapeError(f"{name} has {len(arrays[name])} filters, there is no {index}") from None
