"""A network as Python code, one line per layer, that gives the numbers on screen."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from keyword import iskeyword
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.zoo import IMAGE, Graph, Node
from cnnviz.zoo.dialects import CodeNames, Dialect
from cnnviz.zoo.operators import ALL

TAKEN = {"np", "ops", "torch", "F", "w"}


def network_code(
    graph: Graph, dialect: Dialect, cell: tuple[str, Sequence[int]] | None = None
) -> str:
    """Write a network as Python code that loads the file of `network_arrays_file`.

    Parameters
    ----------
    graph : Graph
    dialect : Dialect
        `NUMPY` or `TORCH` of `cnnviz.zoo.dialects`.
    cell : (str, sequence of int), optional
        A value to print besides the output: its layer and its index.
    """
    called = python_names(graph)
    lines = [line for node in graph.nodes for line in _lines(node, graph, called, dialect)]
    shown = [f"print({called[graph.output]}[0])"]
    if cell:
        shown.append(f"print({called[cell[0]]}[{', '.join(map(str, (0, *cell[1])))}])")
    return "\n".join([*dialect.begin, "", *lines, "", *shown])


def network_arrays_file(graph: Graph, image: NDArray[np.float32]) -> bytes:
    """Return the image (C, H, W) and all weights as an npz file for `network_code`."""
    called, written = python_names(graph), io.BytesIO()
    arrays: dict[str, Any] = {
        f"{called[node.name]}.{name}": array
        for node in graph.nodes
        for name, array in node.arrays.items()
    }
    np.savez(written, allow_pickle=False, image=image[None], **arrays)
    return written.getvalue()


def python_names(graph: Graph) -> Mapping[str, str]:
    """Return a valid Python identifier for every layer."""
    found = {IMAGE: IMAGE}
    for node in graph.nodes:
        name = re.sub(r"\W+", "_", node.name, flags=re.ASCII).strip("_") or "layer"
        if name[0].isdigit() or iskeyword(name) or name in TAKEN:
            name = f"layer_{name}"
        while name in found.values():
            name += "_"
        found[node.name] = name
    return found


def _lines(node: Node, graph: Graph, called: Mapping[str, str], to: Dialect) -> Iterator[str]:
    """Write the lines of one layer."""
    y = called[node.name]
    learned = {name: f'w["{y}.{name}"]' for name in node.arrays}
    names = CodeNames(y, tuple(called[name] for name in node.reads), learned)
    return ALL[node.kind].code(node, [graph.shapes[name] for name in node.reads], names, to)
