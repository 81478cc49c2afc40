"""What layers are called, what each does in a few words, and one value's sum as a line of text."""

from collections.abc import Iterable, Sequence

from cnnviz.text import format_digits, format_number, format_shape
from cnnviz.zoo import Graph, Node, Reading

TITLES = {
    "Conv": "Convolution",
    "Relu": "ReLU",
    "LeakyRelu": "Leaky ReLU",
    "Elu": "ELU",
    "Gelu": "GELU",
    "MaxPool": "Max pooling",
    "AveragePool": "Average pooling",
    "GlobalAveragePool": "Global average",
    "Gemm": "Fully connected",
    "BatchNormalization": "Batch norm",
    "LRN": "Local response norm",
}
#: Activations: each cell becomes another by itself.
CURVES = {
    "Relu": "what is negative becomes 0",
    "LeakyRelu": "what is negative becomes small",
    "Elu": "what is negative bends towards {alpha}",
    "Gelu": "what is negative is damped",
    "Sigmoid": "every cell is squeezed between 0 and 1",
    "Tanh": "every cell is squeezed between −1 and 1",
    "Softplus": "ReLU with a round corner",
}
SAID = CURVES | {
    "GlobalAveragePool": "each map becomes its mean",
    "BatchNormalization": "each map is scaled and shifted by its own two numbers",
    "Add": "the same cell of each, added",
    "Softmax": "scores become shares of 1",
    "Dropout": "passes everything on, once training is over",
}
COMBINES = {
    "Conv": "sum",
    "Gemm": "sum",
    "BatchNormalization": "sum",
    "Add": "sum",
    "MaxPool": "max",
    "AveragePool": "mean",
    "GlobalAveragePool": "mean",
    "Softmax": "share",
    **dict.fromkeys(CURVES, "map"),
}
#: What hands cells on as they are, and what adds a bias to its sum.
PASSES = {"Flatten", "Reshape", "Concat", "Dropout"}
BIASED = {"Conv", "Gemm", "BatchNormalization"}
SHORT = 8  # numbers a sum may have and still be written out


def layer(graph: Graph, node: Node) -> str:
    """Say in a few words what a layer does.

    Examples
    --------
    >>> import numpy as np
    >>> walk = {"stride": (1, 1), "padding": ((1, 1), (1, 1)), "dilation": (1, 1), "groups": 1}
    >>> arrays = {"weight": np.zeros((8, 1, 3, 3), "f4"), "bias": np.zeros(8, "f4")}
    >>> conv = Node("conv1", "Conv", ("image",), walk, arrays)
    >>> layer(Graph((1, 8, 8), [conv]), conv)
    '8 kernels of 3 × 3, padding 1'
    """
    says, shapes = node.settings, [graph.shapes[name] for name in node.reads]
    match node.kind:
        case "Conv":
            count, depth, *window = node.arrays["weight"].shape
            filters = f"{count} filters of {depth}" if depth > 1 else str(count)
            return f"{filters} kernels of {format_shape(window)}" + _walk(node)
        case "MaxPool":
            return f"the largest of each {format_shape(says['window'])}" + _walk(node)
        case "AveragePool":
            return f"the mean of each {format_shape(says['window'])}" + _walk(node)
        case "Gemm":
            count, reads = node.arrays["weight"].shape
            return f"{count:,} sums, each of all {reads:,} numbers"
        case "Flatten" | "Reshape":
            return f"{format_shape(shapes[0])} cells in one row"
        case "Concat":
            return f"maps one behind the other: {' + '.join(str(shape[0]) for shape in shapes)}"
        case "LRN":
            return f"each cell is damped by the same cell of {says['size']} maps around it"
    return SAID[node.kind].format(alpha=f"−{format_number(says.get('alpha', 1))}")


def unit(graph: Graph, node: Node, channel: int) -> str:
    """Say in one sentence how one map came to be."""
    read = graph.shapes[node.reads[0]]
    match node.kind:
        case "Conv":
            count = node.arrays["weight"].shape[1]
            maps = "The map read meets its" if count == 1 else f"Each of {count} maps meets its"
            return f"{maps} own kernel; the results and the bias are added."
        case "Gemm":
            return f"Each of {read[0]:,} numbers times its own weight; all added, and the bias."
        case "MaxPool" | "AveragePool" | "GlobalAveragePool":
            return f"Made of one map alone: {layer(graph, node)}."
        case "Softmax":
            return "e to the power of this score, divided by the sum of all such powers."
        case "Flatten" | "Reshape":
            return "One cell of the maps, at its place in the row."
    said = layer(graph, node)
    return f"{said[:1].upper()}{said[1:]}."


def formula(reading: Reading) -> str:
    """Write how a value came to be, with its numbers, in one line.

    A sum is written channel by channel; where they are many, as what they come to.
    """
    step, value = reading.parts[0].step, format_digits(reading.value)
    if reading.kind in PASSES:
        return f"{format_digits(step.window.flat[0])}, as it is"
    match step.combine if len(reading.parts) == 1 else "sum":
        case "max":
            return f"max({', '.join(map(format_digits, step.terms.ravel()))}) = {value}"
        case "mean":
            terms = step.terms.ravel() if step.terms.size <= SHORT else step.partials.ravel()
            return f"({added(terms)}) / {format_digits(step.divisor)} = {value}"
        case "share" | "log_share":
            return _share(step.terms.flat[step.filter], step.partials.sum(), reading.value)
        case "map":
            name = TITLES.get(reading.kind, reading.kind)
            return f"{name}({format_digits(step.window.flat[0])}) = {value}"
    sums = [one for part in reading.parts for one in part.step.partials.ravel()]
    if len(sums) > SHORT:
        sums = [one for part in reading.parts for one in part.step.result.ravel()]
    if reading.kind in BIASED:
        return f"{added([*sums, reading.start])} (bias) = {value}"
    return f"{added(sums)} = {value}"


def _share(part: float, whole: float, value: float) -> str:
    """Write a share with the digits that tell the part from the whole, four or more."""
    told = (
        digits
        for digits in range(4, 7)
        if format_digits(part, digits) != format_digits(whole, digits)
    )
    digits = next(told, 7)  # what a float32 knows
    result = format_digits(
        value, max(digits - 1, 4)
    )  # below 1, the same digits say ten times as much
    return f"{format_digits(part, digits)} / {format_digits(whole, digits)} = {result}"


def added(numbers: Iterable[float]) -> str:
    """Write a sum; what is negative is taken away.

    >>> added([1.5, -2.0, 0.25])
    '1.5 − 2 + 0.25'
    """
    first, *rest = numbers
    signs = (f" {'−' if one < 0 else '+'} {format_digits(abs(one))}" for one in rest)
    return format_digits(first) + "".join(signs)


def _walk(node: Node) -> str:
    """Say how a window walks, as far as it is not side by side, or cell by cell."""
    says = node.settings
    usual = (1, 1) if node.kind == "Conv" else says["window"]
    parts = [
        f"stride {pair(says['stride'])}" if says["stride"] != usual else "",
        f"padding {_rings(says['padding'])}" if any(map(any, says["padding"])) else "",
        f"dilation {pair(says['dilation'])}" if says["dilation"] != (1, 1) else "",
        f"{says['groups']} groups" if says.get("groups", 1) > 1 else "",
    ]
    return "".join(f", {part}" for part in parts if part)


def pair(sides: Sequence[int]) -> str:
    """Write equal sides once.

    >>> pair((2, 2)), pair((1, 2))
    ('2', '1 × 2')
    """
    return str(sides[0]) if len(set(sides)) == 1 else format_shape(sides)


def _rings(padding: Sequence[Sequence[int]]) -> str:
    """Write rings that are the same on all sides once; else above, below, left and right."""
    sides = [ring for axis in padding for ring in axis]
    return str(sides[0]) if len(set(sides)) == 1 else "/".join(map(str, sides))
