"""Parameters that stay as they are while the others learn."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.nn.sequential import Sequential


class FrozenParameters:
    """Which parameters of a network do not move.

    Attributes
    ----------
    marks : ndarray of bool
        One for each number of `Sequential.flat`.
    """

    def __init__(self, net: Sequential) -> None:
        self.marks, self._views = net.alike(np.bool_)
        self._places = np.flatnonzero(self.marks)

    def put(self, name: str, index: Any, on: bool) -> None:
        """Freeze or thaw a parameter, or only the filter `index` of it."""
        parameter_cells(self._views, name, index)[...] = on
        self._places = np.flatnonzero(self.marks)

    def take(self, marks: NDArray[np.bool_]) -> None:
        """Freeze what was frozen then, and nothing else."""
        self.marks[...] = marks
        self._places = np.flatnonzero(marks)

    @contextmanager
    def still(self, net: Sequential) -> Iterator[None]:
        """Hold what is frozen while an optimiser moves; its gradient counts as 0."""
        places = self._places
        if not len(places):
            yield
            return
        kept = net.flat[places]
        net.flat_gradients[places] = 0
        yield
        net.flat[places] = kept


def parameter_cells(arrays: Mapping[str, NDArray], name: str, index: Any) -> NDArray:
    """View a parameter, or one filter of it, or say what there is."""
    if name not in arrays:
        raise ShapeError(f"this network has no {name}: it has {', '.join(arrays)}")
    try:
        return arrays[name][... if index is None else (index, ...)]
    except IndexError:
        raise ShapeError(f"{name} has {len(arrays[name])} filters, there is no {index}") from None
