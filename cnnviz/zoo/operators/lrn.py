"""LRN: local response normalisation over neighbouring channels."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.nn.layers.conv2d import check_image_shape
from cnnviz.trace import Box, Step
from cnnviz.zoo.dialects import CodeNames, Dialect
from cnnviz.zoo.node import Node, Shape
from cnnviz.zoo.operators._blocks import Cell, cell_box, cut_box
from cnnviz.zoo.operators._operator import Arrays, MapSources, OnnxInputs, Operator, ValueStep

MOST = 1000  # channels in the sum


class LRN(Operator):
    """``y[c] = x[c] / (bias + alpha / size * sum of x[k]**2)**beta`` over `size` maps around c.

    References
    ----------
    Krizhevsky, Sutskever and Hinton (2012), ImageNet classification with deep convolutional
    neural networks, section 3.3; numbers as ``torch.nn.LocalResponseNorm``.
    """

    kind, word = "LRN", "lrn"
    title, combines, reads_more = "Local response norm", "each", True

    def read(self, inputs: OnnxInputs) -> tuple[dict[str, Any], Arrays]:
        """Read size, alpha, beta and bias."""
        attributes = inputs.attributes
        size = int(attributes.get("size", 0))
        if not 1 <= size <= MOST:
            raise ShapeError(f"it needs a size of 1 to {MOST} maps, not {size}")
        numbers = {"alpha": 1e-4, "beta": 0.75, "bias": 1.0}
        given = {name: float(attributes.get(name, default)) for name, default in numbers.items()}
        if given["alpha"] < 0 or given["bias"] <= 0:
            raise ShapeError("its alpha must be at least 0, and its bias above")
        before = int(attributes.get("before", (size - 1) // 2))  # PyTorch differs for even sizes
        if not 0 <= before < size:
            raise ShapeError(f"of {size} maps, {before} cannot lie before its own")
        return {"size": size, "before": before} | given, {}

    def shape(self, node: Node, shapes: Sequence[Shape]) -> Shape:
        """Return the input shape."""
        return check_image_shape(shapes[0])

    def forward(self, node: Node, inputs: Sequence[NDArray]) -> NDArray:
        """Divide every cell by its normalisation term."""
        (x,) = inputs
        return x / damping(node, x) ** node.settings["beta"]

    def backward(
        self, node: Node, arrives: NDArray, inputs: Sequence[NDArray]
    ) -> Sequence[NDArray]:
        """Return the gradient: of the cell itself, minus that through the neighbours' divisors."""
        (x,), settings = inputs, node.settings
        damped = damping(node, x)
        before, after = neighbours(node)
        pull = _sums(arrives * x * damped ** -(settings["beta"] + 1), after, before)
        slope = 2 * settings["alpha"] * settings["beta"] / settings["size"]
        return [arrives * damped ** -settings["beta"] - slope * x * pull]

    def stops(
        self, node: Node, reads: Sequence[NDArray], cell: Cell
    ) -> tuple[float, list[ValueStep]]:
        """Return the step for one cell: it is divided by a power of the sum of squares."""
        (maps,), settings, channels = reads, node.settings, self.channels(node, reads[0], cell[0])
        box = Box(cell[1], cell[2], channel=channels.start, depth=len(channels))
        window = cut_box(maps, box)
        own = (np.array(channels) == cell[0]).reshape(window.shape)
        sum_ = settings["bias"] + settings["alpha"] / settings["size"] * float((window**2).sum())
        power, terms = sum_ ** settings["beta"], window * own
        pull = (
            2
            * settings["alpha"]
            * settings["beta"]
            / settings["size"]
            * terms.sum()
            * window
            / sum_
        )
        step = Step(
            reads=box,
            writes=cell_box(cell),
            window=window,
            terms=terms,
            combine="mean",
            partials=terms.sum(axis=(1, 2)),
            result=(terms.sum() / power).reshape(1, 1, 1),
            divisor=power,
            slope=(own - pull) / power,
        )
        return 0.0, [ValueStep(0, step)]

    def maps(self, node: Node, reads: Sequence[NDArray], channel: int) -> MapSources:
        """Read the neighbouring maps."""
        return MapSources(((0, np.array(self.channels(node, reads[0], channel))),))

    def felt(
        self, node: Node, cells: NDArray[np.bool_], shapes: Sequence[Cell]
    ) -> Sequence[NDArray[np.bool_]]:
        """Mark the same cells of the neighbouring maps."""
        found = np.zeros_like(cells)
        for channel in np.flatnonzero(cells.any(axis=(1, 2))):
            some = self.channels(node, cells, int(channel))
            found[some.start : some.stop] |= cells[channel]
        return [found]

    def channels(self, node: Node, maps: NDArray, channel: int) -> range:
        """Return the channels in the sum, clipped to those that exist."""
        before, after = neighbours(node)
        return range(max(channel - before, 0), min(channel + after + 1, len(maps)))

    def describe(self, node: Node, shapes: Sequence[Shape]) -> str:
        """Describe it, with the number of maps in the sum."""
        size = node.settings["size"]
        return f"each cell is damped by the same cell of {size} maps around it"

    def code(
        self, node: Node, shapes: Sequence[Shape], names: CodeNames, to: Dialect
    ) -> Iterator[str]:
        """Write the sum of squares and the division."""
        settings, (before, after) = node.settings, neighbours(node)
        around = ((before, after), (0, 0), (0, 0))
        yield f"squares = {to.padded(f'{names.x} ** 2', around)}"
        slices = f"squares[:, k : k + {shapes[0][0]}]"
        yield f"total = sum({slices} for k in range({settings['size']}))"
        scale = f"{settings['alpha']} / {settings['size']} * total"
        damping = f"({settings['bias']} + {scale}) ** {settings['beta']}"
        yield f"{names.y} = {names.x} / {damping}"


def neighbours(node: Node) -> tuple[int, int]:
    """Return the number of channels before and after in the sum.

    >>> neighbours(Node("lrn1", "LRN", ("image",), {"size": 4}))
    (1, 2)
    """
    others = node.settings["size"] - 1
    before = node.settings.get("before", others // 2)
    return before, others - before


def damping(node: Node, x: NDArray) -> NDArray:
    """Compute ``bias + alpha / size * sum of squares`` for every cell of (N, C, H, W)."""
    settings = node.settings
    sums = _sums(x * x, *neighbours(node))
    return settings["bias"] + settings["alpha"] / settings["size"] * sums


def _sums(x: NDArray, before: int, after: int) -> NDArray:
    """Sum each channel of (N, C, H, W) with `before` and `after` neighbours."""
    before, after = min(before, x.shape[1]), min(after, x.shape[1])
    padded = np.pad(x, ((0, 0), (before, after), (0, 0), (0, 0)))
    return sliding_window_view(padded, before + after + 1, axis=1).sum(axis=-1)


OPERATOR = LRN()
