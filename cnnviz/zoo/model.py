"""A network with its title, class names and data."""

from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.datasets import Dataset
from cnnviz.zoo.graph import Graph


@dataclass(frozen=True, eq=False)
class Model:
    """A trained network, its title, and the names of its classes.

    Attributes
    ----------
    graph : Graph
    title : str
    classes : tuple of str
        Class names, one for each number of the output.
    note : str
        A sentence about how it was loaded; "" if there is none.
    data : callable, optional
        Returns the images it was trained on: shape ``graph.input_shape``, values 0 to 1.
    """

    graph: Graph
    title: str
    classes: tuple[str, ...]
    note: str = ""
    data: Callable[[], Dataset] | None = None
