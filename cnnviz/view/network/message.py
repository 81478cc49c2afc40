"""Messages for the component ``network``: a network, its maps, and one value's computation."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts._shared import Region
from cnnviz.contracts.network import (
    FollowingValue,
    NetworkHeader,
    NetworkNode,
    NetworkPlace,
    NextLayer,
    ReadBox,
    ShownPicture,
    UnitArrays,
    UnitHeader,
    ValueArrays,
    ValueHeader,
)
from cnnviz.message import pack
from cnnviz.trace import Box, Step
from cnnviz.view.network import words
from cnnviz.view.network.node_layout import layout_nodes
from cnnviz.zoo import IMAGE, Graph, Model, Node, ValueExplanation
from cnnviz.zoo.operators import ALL

#: Operators that change each cell by itself: the output cell has the same index.

Cell = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class NetworkScene:
    """A network and the result of its forward pass for one image.

    Attributes
    ----------
    model : Model
    values : dict of str to ndarray
        The result of `Graph.run` for that image alone.
    picture : ShownPicture
    seq : int
        A different number for every image and every network.
    """

    model: Model
    values: dict[str, NDArray[np.float32]]
    picture: ShownPicture
    seq: int

    @property
    def graph(self) -> Graph:
        """The graph of the model."""
        return self.model.graph


def network_message(scene: NetworkScene, *, url: str, at: NetworkPlace | None = None) -> bytes:
    """Pack every layer and every map.

    Parameters
    ----------
    scene : NetworkScene
    url : str
        Where the component requests more.
    at : NetworkPlace, optional
        The layer, map or value to show first.
    """
    model, graph = scene.model, scene.graph
    stand = layout_nodes(graph.nodes)
    header: NetworkHeader = {
        "ask": "all",
        "url": url,
        "seq": scene.seq,
        "model": model.title,
        "input": {"shape": list(graph.input_shape)},
        "classes": list(model.classes),
        "output": graph.output,
        "scores": graph.scores,
        "nodes": [_node(scene, node, *stand[node.name]) for node in graph.nodes],
        "picture": scene.picture,
        "at": at,
        "pad": graph.input_shape[0] == 1,
    }
    names = [IMAGE, *(node.name for node in graph.nodes)]
    return pack(header, values=[scene.values[name][0] for name in names])


def map_message(scene: NetworkScene, name: str, channel: int) -> bytes:
    """Pack how one map is computed: input maps, kernels, contribution of each, bias."""
    node = scene.graph[name]
    made = scene.graph.unit(scene.values, name, channel)
    header: UnitHeader = {
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
        "says": words.describe_map(scene.graph, node),
        "next": _next(scene.graph, name),
        "combine": ALL[node.kind].combines,
    }
    arrays: UnitArrays = {"out": _floats(np.atleast_2d(made.out))}
    if made.kernels is not None:
        arrays["kernels"] = _floats(made.kernels)
    if made.partials is not None:
        arrays["partials"] = _floats(made.partials)
    return pack(header, **arrays)


def value_message(scene: NetworkScene, name: str, cell: Cell) -> bytes:
    """Pack how one value is computed: products, sum of each channel, bias and result."""
    graph, reading = scene.graph, scene.graph.reading(scene.values, name, cell)
    steps = [part.step for part in reading.parts]
    header: ValueHeader = {
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
        "seen": _region(graph.seen(name, cell)),
        "formula": words.formula(reading),
        "digits": words.result_digits(reading),
        "next": _next(graph, name),
    }
    return pack(header, **_parts(reading))


def _node(scene: NetworkScene, node: Node, column: int, lane: int) -> NetworkNode:
    """Return one layer's header: position, shape, cost and description."""
    graph, made = scene.graph, scene.values[node.name]
    operator = ALL[node.kind]
    return {
        "name": node.name,
        "kind": node.kind,
        "title": operator.title,
        "reads": list(node.reads),
        "shape": list(graph.shapes[node.name]),
        "column": column,
        "lane": lane,
        "parameters": graph.parameters(node.name),
        "multiplies": graph.multiplies(node.name),
        "says": words.describe_layer(graph, node),
        "sources": operator.map_ranges(node, [graph.shapes[source] for source in node.reads]),
        "map_by_map": operator.map_by_map,
        "reads_more": operator.reads_more,
        "has_weights": operator.has_weights,
        "is_dense": operator.is_dense,
        "gives_shares": operator.gives_shares,
        "low": float(made.min()),
        "high": float(made.max()),
    }


def _parts(reading: ValueExplanation) -> ValueArrays:
    """Return the arrays of every part."""
    steps = [part.step for part in reading.parts]
    return {
        "windows": [_floats(step.window) for step in steps],
        "weights": [None if weight is None else _floats(weight) for weight in reading.weights],
        "terms": [_floats(step.terms) for step in steps],
        "partials": [_floats(step.partials) for step in steps],
        "results": [_floats(step.result) for step in steps],
        "chosen": [_chosen(step) if step.combine == "max" else None for step in steps],
    }


def _chosen(step: Step) -> NDArray[np.int32]:
    """Return the index of the largest term; the first of equal ones, as the slope marks it."""
    return np.flatnonzero(np.asarray(step.slope)).astype(np.int32)


def _after(scene: NetworkScene, name: str, cell: Cell) -> Iterable[FollowingValue]:
    """Return one cell's values in the following elementwise layers."""
    while (node := _reader(scene.graph, name)) and ALL[node.kind].keeps_cells:
        name = node.name
        found = float(scene.values[name][(0, *cell)])
        yield {"node": name, "kind": node.kind, "value": found}


def _next(graph: Graph, name: str) -> NextLayer | None:
    """Return the first layer that reads this one."""
    node = _reader(graph, name)
    return {"node": node.name, "kind": node.kind} if node else None


def _reader(graph: Graph, name: str) -> Node | None:
    return next((node for node in graph.nodes if name in node.reads), None)


def _box(box: Box) -> ReadBox:
    return {
        "row": int(box.row),
        "col": int(box.col),
        "height": int(box.height),
        "width": int(box.width),
        "channel": int(box.channel),
        "depth": int(box.depth),
        "row_step": int(box.row_step),
        "col_step": int(box.col_step),
    }


def _region(box: Box) -> Region:
    return {
        "row": int(box.row),
        "col": int(box.col),
        "rows": int(box.height),
        "cols": int(box.width),
    }


def _floats(array: NDArray) -> NDArray[np.float32]:
    return array.astype(np.float32)
