"""Show the code: a network as lines of Python, one a layer, that give the numbers on screen.

`cnnviz.ops` has the names and the meaning of ``torch.nn.functional``, so the lines are nearly
the same in both.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from keyword import iskeyword
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.zoo.dialects import Dialect
from cnnviz.view.network.words import CURVES
from cnnviz.zoo import IMAGE, Graph, Node

TAKEN = {"np", "ops", "torch", "F", "w"}
SLUGS = {"LeakyRelu": "leaky_relu"}  # the rest are their kind in small letters


def network_code(
    graph: Graph, dialect: Dialect, cell: tuple[str, Sequence[int]] | None = None
) -> str:
    """Write a network as lines of Python that read `network_arrays_file`.

    Parameters
    ----------
    graph : Graph
    dialect : Dialect
        `NUMPY` or `TORCH` of `cnnviz.zoo.dialects`.
    cell : (str, sequence of int), optional
        A value to print besides the output: its layer, and its place there.
    """
    called = python_names(graph)
    lines = [line for node in graph.nodes for line in _lines(node, graph, called, dialect)]
    shown = [f"print({called[graph.output]}[0])"]
    if cell:
        shown.append(f"print({called[cell[0]]}[{', '.join(map(str, (0, *cell[1])))}])")
    return "\n".join([*dialect.begin, "", *lines, "", *shown])


def network_arrays_file(graph: Graph, image: NDArray[np.float32]) -> bytes:
    """Write the picture (C, H, W) and all weights for the lines above."""
    called, written = python_names(graph), io.BytesIO()
    arrays: dict[str, Any] = {
        f"{called[node.name]}.{name}": array
        for node in graph.nodes
        for name, array in node.arrays.items()
    }
    np.savez(written, allow_pickle=False, image=image[None], **arrays)
    return written.getvalue()


def python_names(graph: Graph) -> Mapping[str, str]:
    """Give every layer a name that Python takes."""
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
    """Write one layer."""
    y, says = called[node.name], node.settings
    x, *others = (called[name] for name in node.reads)
    learned = {name: f'w["{y}.{name}"]' for name in node.arrays}
    match node.kind:
        case "Conv":
            x, padding = _ringed(node, x, to, "0")
            stride = {"stride": says["stride"]} if says["stride"] != (1, 1) else {}
            rest = _given(**stride, padding=padding, **_but(says, "stride", "padding"))
            yield f"{y} = {to.ops}.conv2d({x}, {learned['weight']}, {learned['bias']}{rest})"
        case "MaxPool":
            x, padding = _ringed(node, x, to, "-np.inf")
            rest = _given(stride=says["stride"], padding=padding, dilation=says["dilation"])
            yield f"{y} = {to.ops}.max_pool2d({x}, {_short(says['window'])}{rest})"
        case "AveragePool":
            yield from _mean(node, graph.shapes[node.reads[0]][0], x, y, to)
        case "GlobalAveragePool":
            yield f"{y} = {x}.mean((2, 3), keepdims=True)"
        case "Gemm":
            yield f"{y} = {to.ops}.linear({x}, {learned['weight']}, {learned['bias']})"
        case "BatchNormalization":
            wide = "[:, None, None]" if len(graph.shapes[node.name]) == 3 else ""
            mean, var, scale, bias = (
                f"{learned[name]}{wide}" for name in ("mean", "var", "scale", "bias")
            )
            yield f"{y} = ({x} - {mean}) / ({var} + {says['epsilon']}) ** 0.5 * {scale} + {bias}"
        case "LRN":
            yield from _damped(node, graph.shapes[node.name][0], x, y, to)
        case "Add":
            yield f"{y} = {' + '.join([x, *others])}"
        case "Concat":
            yield f"{y} = {to.join.format(all=', '.join([x, *others]))}"
        case "Flatten" | "Reshape":
            yield f"{y} = {to.flatten.format(x=x)}"
        case "Softmax":
            yield f"{y} = {to.softmax.format(x=x)}"
        case kind if kind in CURVES:
            slug = SLUGS.get(kind, kind.lower())
            yield f"{y} = {to.ops}.{slug}({x}{_given(**says)})"
        case _:
            yield f"{y} = {x}"


def _mean(node: Node, channels: int, x: str, y: str, to: Dialect) -> Iterator[str]:
    """Write average pooling: sums of windows, by how many cells of each count."""
    says, ((top, bottom), (left, right)) = node.settings, node.settings["padding"]
    counts, plain = says["count_include_pad"], says["dilation"] == (1, 1)
    if plain and top == bottom and left == right:
        rest = _given(stride=says["stride"], padding=(top, left))
        counted = f", count_include_pad={counts}"
        yield f"{y} = {to.ops}.avg_pool2d({x}, {_short(says['window'])}{rest}{counted})"
        return
    height, width = says["window"]
    walk = _given(stride=says["stride"], dilation=says["dilation"], groups=channels)
    ones = to.ones.format(c=channels, h=height, w=width)
    sums = f"{to.ops}.conv2d({{}}, {ones}, None{walk})"
    rings = ((0, 0), *says["padding"])
    whole = f"({x} * 0 + 1)"
    counted = to.padded(whole, rings, "1" if counts else "0")
    yield f"{y} = {sums.format(to.padded(x, rings))} / {sums.format(counted)}"


def _damped(node: Node, channels: int, x: str, y: str, to: Dialect) -> Iterator[str]:
    """Write local response normalisation."""
    says, others = node.settings, node.settings["size"] - 1
    around = ((others // 2, others - others // 2), (0, 0), (0, 0))
    yield f"squares = {to.padded(f'{x} ** 2', around)}"
    yield f"total = sum(squares[:, k : k + {channels}] for k in range({says['size']}))"
    damping = f"({says['bias']} + {says['alpha']} / {says['size']} * total) ** {says['beta']}"
    yield f"{y} = {x} / {damping}"


def _ringed(node: Node, x: str, to: Dialect, value: str) -> tuple[str, Any]:
    """Leave rings that are the same on both sides to the layer; lay others around before it."""
    (top, bottom), (left, right) = padding = node.settings["padding"]
    if top == bottom and left == right:
        return x, (top, left)
    return to.padded(x, ((0, 0), *padding), value), (0, 0)


def _given(**settings: Any) -> str:
    """Write settings as arguments, except those that a library assumes."""
    usual = {"padding": (0, 0), "dilation": (1, 1), "groups": 1}
    given = {k: v for k, v in settings.items() if v != usual.get(k)}
    return "".join(f", {name}={_short(value)!r}" for name, value in given.items())


def _short(value: Any) -> Any:
    """Write equal sides once."""
    return value[0] if isinstance(value, tuple) and len(set(value)) == 1 else value


def _but(settings: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in settings.items() if key not in names}
