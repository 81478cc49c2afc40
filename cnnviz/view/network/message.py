"""A network and its values as the browser reads them: arranged, never computed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.message import pack
from cnnviz.trace import Box, Step
from cnnviz.view.network import words
from cnnviz.view.network.places import places
from cnnviz.zoo import IMAGE, Graph, Model, Node, Reading

#: What changes each cell by itself: the cell after it stands at the same place.
CELLWISE = {*words.CURVES, "BatchNormalization", "Dropout"}

Cell = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Scene:
    """A network, and one picture that went through it.

    Attributes
    ----------
    model : Model
    values : dict of str to ndarray
        As `Graph.run` gives them for that picture alone.
    picture : mapping
        Its ``title`` and ``label``, and what black and white are: ``low``, ``high``.
    seq : int
        Another number for every picture and every network.
    """

    model: Model
    values: dict[str, NDArray[np.float32]]
    picture: Mapping[str, Any]
    seq: int

    @property
    def graph(self) -> Graph:
        """What the network is made of."""
        return self.model.graph


def whole(scene: Scene, *, url: str, at: Mapping[str, Any] | None = None) -> bytes:
    """Pack every layer and every map.

    Parameters
    ----------
    scene : Scene
    url : str
        Where the component asks for more.
    at : mapping, optional
        Where to open: ``node``, ``channel`` and ``cell``.

    Returns
    -------
    bytes
        Arrays: ``v0`` is the picture (C, H, W), ``v1`` and so on what each of ``nodes`` made.
    """
    model, graph = scene.model, scene.graph
    stand = places(graph.nodes)
    header = {
        "ask": "all",
        "url": url,
        "seq": scene.seq,
        "model": model.title,
        "title": model.title,
        "input": {"shape": list(graph.input_shape)},
        "classes": list(model.classes),
        "output": graph.output,
        "scores": graph.scores,
        "nodes": [_node(scene, node, *stand[node.name]) for node in graph.nodes],
        "picture": dict(scene.picture),
        "at": at,
        "pad": graph.input_shape[0] == 1,
        "grey": graph.input_shape[0] != 3,
    }
    names = [IMAGE, *(node.name for node in graph.nodes)]
    return pack(header, **{f"v{i}": scene.values[name][0] for i, name in enumerate(names)})


def unit(scene: Scene, name: str, channel: int) -> bytes:
    """Pack how one map came to be: the maps it reads, its kernels, what each gives, the bias."""
    node = scene.graph[name]
    made = scene.graph.unit(scene.values, name, channel)
    header = {
        "ask": "unit",
        "seq": scene.seq,
        "node": name,
        "channel": channel,
        "kind": node.kind,
        "sources": [
            {"node": source, "channels": [int(one) for one in channels]}
            for source, channels in made.sources
        ],
        "bias": float(made.bias),
        "says": words.unit(scene.graph, node, channel),
        "next": _next(scene.graph, name),
        "combine": words.COMBINES.get(node.kind, "each"),
    }
    arrays = {"kernels": made.kernels, "partials": made.partials, "out": np.atleast_2d(made.out)}
    return pack(header, **_floats(arrays))


def value(scene: Scene, name: str, cell: Cell) -> bytes:
    """Pack how one value came to be: every product, the sum of each channel, bias and result."""
    graph, reading = scene.graph, scene.graph.reading(scene.values, name, cell)
    steps = [part.step for part in reading.parts]
    header = {
        "ask": "value",
        "seq": scene.seq,
        "node": name,
        "cell": list(cell),
        "kind": reading.kind,
        "combine": steps[0].combine if len(steps) == 1 else "sum",
        "parts": [{"source": part.source, "box": _box(part.step.reads)} for part in reading.parts],
        "start": float(reading.start),
        "value": float(reading.value),
        "divisor": float(steps[0].divisor),
        "after": list(_after(scene, name, cell)),
        "seen": _box(graph.seen(name, cell))[:4],
        "formula": words.formula(reading),
        "next": _next(graph, name),
    }
    return pack(header, **_floats(dict(_parts(reading))))


def _node(scene: Scene, node: Node, column: int, lane: int) -> dict[str, Any]:
    """Describe one layer: its place, its shape, what it costs, what it does."""
    graph, made = scene.graph, scene.values[node.name]
    return {
        "name": node.name,
        "kind": node.kind,
        "title": words.TITLES.get(node.kind, node.kind),
        "reads": list(node.reads),
        "shape": list(graph.shapes[node.name]),
        "column": column,
        "lane": lane,
        "parameters": graph.parameters(node.name),
        "multiplies": graph.multiplies(node.name),
        "says": words.layer(graph, node),
        "groups": node.settings.get("groups", 1),
        "low": float(made.min()),
        "high": float(made.max()),
    }


def _parts(reading: Reading) -> Iterable[tuple[str, NDArray | None]]:
    """Lay out the arrays of every part under its number."""
    for i, (part, weight) in enumerate(zip(reading.parts, reading.weights, strict=True)):
        step = part.step
        yield f"window{i}", step.window
        yield f"weight{i}", weight
        yield f"terms{i}", step.terms
        yield f"partials{i}", step.partials
        yield f"result{i}", step.result
        if step.combine == "max":
            yield f"chosen{i}", _chosen(step)


def _chosen(step: Step) -> NDArray:
    """Find the place of the largest term; the first of equal ones, as the slope has it."""
    return np.flatnonzero(np.asarray(step.slope)).astype(np.int32)


def _after(scene: Scene, name: str, cell: Cell) -> Iterable[dict[str, Any]]:
    """Follow one cell through the layers that change each cell by itself."""
    while (node := _reader(scene.graph, name)) and node.kind in CELLWISE:
        name = node.name
        found = float(scene.values[name][(0, *cell)])
        yield {"node": name, "kind": node.kind, "value": found}


def _next(graph: Graph, name: str) -> dict[str, str] | None:
    """Name the layer that reads this one first."""
    node = _reader(graph, name)
    return {"node": node.name, "kind": node.kind} if node else None


def _reader(graph: Graph, name: str) -> Node | None:
    return next((node for node in graph.nodes if name in node.reads), None)


def _box(box: Box) -> list[int]:
    """Write a box as eight numbers; the first four are its rows and columns."""
    placed = (box.row, box.col, box.height, box.width)
    return [int(n) for n in (*placed, box.channel, box.depth, box.row_step, box.col_step)]


def _floats(arrays: Mapping[str, NDArray | None]) -> dict[str, NDArray]:
    """Send values as float32, places as they are; leave out what does not exist."""
    return {
        name: array if array.dtype == np.int32 else array.astype(np.float32)
        for name, array in arrays.items()
        if array is not None
    }
