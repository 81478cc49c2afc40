"""Data classes that say how one value or one feature map of a network is computed."""

from dataclasses import dataclass

from numpy.typing import NDArray

from cnnviz.trace import Step


@dataclass(frozen=True)
class ExplainedPart:
    """The contribution of one input node to a value.

    Attributes
    ----------
    source : str
        Name of the input node, or `IMAGE`.
    step : Step
        Its `reads` is a box on the array of the source; a vector (D,) is taken as D channels of
        one cell. Conv, Gemm and BatchNormalization are "sum" (of products), poolings "max" or
        "mean", Softmax is "share". LRN is "mean": of its terms only the cell's own is not 0,
        and the divisor is the power of all of them. Activations, and nodes that copy values,
        are "map"; Relu is "max", with 0.
    """

    source: str
    step: Step


@dataclass(frozen=True)
class ValueExplanation:
    """How one value is computed: `start` plus the result of every part.

    Attributes
    ----------
    name, kind : str
        The node.
    cell : tuple of int
        Index of the value in the node's output: (channel, row, col), or (d,).
    parts : tuple of ExplainedPart
        ``start`` plus the sum of their results is ``value``, to rounding.
    start : float
        The bias; 0 if there is none.
    value : float
    weights : tuple of ndarray or None
        The weights that multiply the window of each part; None for a part without weights.
    """

    name: str
    kind: str
    cell: tuple[int, ...]
    parts: tuple[ExplainedPart, ...]
    start: float
    value: float
    weights: tuple[NDArray | None, ...]


@dataclass(frozen=True)
class MapExplanation:
    """How one feature map, or one number of a vector, is computed.

    Attributes
    ----------
    name, kind : str
        The node.
    channel : int
        Index of the map.
    sources : tuple of (str, ndarray of int)
        Input nodes, and for each the indices of the maps (or numbers of a vector) read.
    kernels : ndarray of shape (K, KH, KW), optional
        The kernel for each of the K maps read. A fully connected layer after a flatten reads
        maps: its weights are reshaped like them.
    partials : ndarray of shape (K, OH, OW), optional
        The contribution of each map read. Their sum plus the bias is `out`; for a fully
        connected layer they are products, all of which are summed.
    bias : float
    out : ndarray of shape (OH, OW)
        The map; a number of a vector is a map of one cell.
    """

    name: str
    kind: str
    channel: int
    sources: tuple[tuple[str, NDArray], ...]
    kernels: NDArray | None
    partials: NDArray | None
    bias: float
    out: NDArray
