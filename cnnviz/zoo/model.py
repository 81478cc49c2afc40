"""A network with what a reader needs to know about it."""

from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.datasets import Dataset
from cnnviz.zoo.graph import Graph


@dataclass(frozen=True, eq=False)
class Model:
    """A network that has learned, its name, and what its numbers mean.

    Attributes
    ----------
    graph : Graph
    title : str
    classes : tuple of str
        What the numbers of the output stand for.
    note : str
        A sentence about how it was read, if there is something to say.
    data : callable, optional
        Gives the images it learned from: shapes equal ``graph.input_shape``, values 0 to 1.
    """

    graph: Graph
    title: str
    classes: tuple[str, ...]
    note: str = ""
    data: Callable[[], Dataset] | None = None
