"""How one value, and one map, of a network came to be: plain data."""

from dataclasses import dataclass

from numpy.typing import NDArray

from cnnviz.trace import Step


@dataclass(frozen=True)
class ExplainedPart:
    """What one of the nodes that were read gave to a value.

    Attributes
    ----------
    source : str
        The node, or `IMAGE`.
    step : Step
        Its `reads` is a box on the array of the source; a row of numbers lies as D channels of
        one cell. Conv, Gemm and BatchNormalization are "sum" (of products), poolings "max" or
        "mean", Softmax is "share". LRN is "mean": of its terms only the cell's own is not 0,
        and the divisor is the power of all of them. Activations, and what only passes numbers
        on, are "map"; Relu is "max", against 0.
    """

    source: str
    step: Step


@dataclass(frozen=True)
class ValueExplanation:
    """How one value came to be: `start`, and what every part adds to it.

    Attributes
    ----------
    name, kind : str
        The node.
    cell : tuple of int
        Where on its array the value lies: (channel, row, col), or (d,).
    parts : tuple of ExplainedPart
        ``start`` plus the sum of their results is ``value``, to rounding.
    start : float
        The bias; 0 if there is none.
    value : float
    weights : tuple of ndarray or None
        What multiplies the window of each part; None where nothing does.
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
    """How one map, or one number of a row, came to be.

    Attributes
    ----------
    name, kind : str
        The node.
    channel : int
        Which of its maps.
    sources : tuple of (str, ndarray of int)
        Which maps of which nodes it read; of a row of numbers, which numbers.
    kernels : ndarray of shape (K, KH, KW), optional
        What multiplies each of the K maps read. A fully connected layer behind a flatten reads
        maps: its weights are laid out like them.
    partials : ndarray of shape (K, OH, OW), optional
        What each of the maps read gives. Their sum and the bias are `out`; for a fully
        connected layer they are products, all of which are summed.
    bias : float
    out : ndarray of shape (OH, OW)
        The map; a number of a row is a map of one cell.
    """

    name: str
    kind: str
    channel: int
    sources: tuple[tuple[str, NDArray], ...]
    kernels: NDArray | None
    partials: NDArray | None
    bias: float
    out: NDArray
