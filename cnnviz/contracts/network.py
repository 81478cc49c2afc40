"""Message types of the component ``network``: all feature maps of a network."""

from typing import Literal, NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts._shared import Region
from cnnviz.trace import Combine


class NetworkPlace(TypedDict):
    """A map of a layer, or one of its values.

    Attributes
    ----------
    node : str
        The layer.
    channel : int
        The map, or the place in a vector.
    cell : list of int or None
        Into the layer's array; None is the whole map.
    """

    node: str
    channel: int
    cell: list[int] | None


class NetworkNode(TypedDict):
    """A layer: its place, its shape, what it costs, what it does.

    Attributes
    ----------
    name, kind, title : str
        Its own name, its operator, and that operator in words.
    reads : list of str
        The layers it reads.
    shape : list of int
        (C, H, W), or (D,).
    column, lane : int
        Position in the drawing.
    parameters, multiplies : int
    says : str
        What it does.
    sources : list of list of (int, int, int)
        For every map it makes, which maps are read: of which of `reads`, the first, how many.
    map_by_map : bool
        Whether each map goes into the map in the same place.
    reads_more : bool
        Whether a map is made of more than the map before.
    has_weights, is_dense : bool
        Whether it weighs what it reads; whether every number with a weight of its own.
    gives_shares : bool
        Whether what it makes are shares of 1.
    low, high : float
        Its smallest and largest value.
    """

    name: str
    kind: str
    title: str
    reads: list[str]
    shape: list[int]
    column: int
    lane: int
    parameters: int
    multiplies: int
    says: str
    sources: list[list[tuple[int, int, int]]]
    map_by_map: bool
    reads_more: bool
    has_weights: bool
    is_dense: bool
    gives_shares: bool
    low: float
    high: float


class ShownPicture(TypedDict):
    """The picture: its title, its class if it is known, what black and white are."""

    title: str
    label: int | None
    low: float
    high: float


class InputShape(TypedDict):
    """What the network reads: (C, H, W)."""

    shape: list[int]


class NetworkHeader(TypedDict):
    """A network and one picture in it.

    Attributes
    ----------
    ask : str
        What this answers.
    url : str
        Where to ask for more.
    seq : int
        Another number for every picture and every network.
    model : str
    input : InputShape
    classes : list of str
    output, scores : str
        The layers that hold the shares and the scores of the classes.
    nodes : list of NetworkNode
    picture : ShownPicture
    at : NetworkPlace or None
        Where to open.
    pad : bool
        Whether the network reads drawings.
    """

    ask: Literal["all"]
    url: str
    seq: int
    model: str
    input: InputShape
    classes: list[str]
    output: str
    scores: str
    nodes: list[NetworkNode]
    picture: ShownPicture
    at: NetworkPlace | None
    pad: bool


class NetworkArrays(TypedDict):
    """The picture, then what each of the nodes made."""

    values: list[NDArray[np.float32]]


class SourceMaps(TypedDict):
    """Maps of a layer that are read."""

    node: str
    channels: list[int]


class NextLayer(TypedDict):
    """The layer that reads this one first."""

    node: str
    kind: str


class UnitHeader(TypedDict):
    """How one map is computed.

    Attributes
    ----------
    ask : str
    seq : int
    node, kind : str
    channel : int
    sources : list of SourceMaps
    bias : float
    says : str
    next : NextLayer or None
    combine : str
        How the maps become one.
    """

    ask: Literal["unit"]
    seq: int
    node: str
    channel: int
    kind: str
    sources: list[SourceMaps]
    bias: float
    says: str
    next: NextLayer | None
    combine: str


class UnitArrays(TypedDict):
    """The kernels, what each gives, and the map itself."""

    kernels: NotRequired[NDArray[np.float32]]
    partials: NotRequired[NDArray[np.float32]]
    out: NDArray[np.float32]


class ReadBox(TypedDict):
    """A block of cells that is read; rows and columns may be spread out."""

    row: int
    col: int
    height: int
    width: int
    channel: int
    depth: int
    row_step: int
    col_step: int


class ValuePart(TypedDict):
    """What one value reads of one layer."""

    source: str
    box: ReadBox


class FollowingValue(TypedDict):
    """What a layer that changes each cell by itself makes of the value."""

    node: str
    kind: str
    value: float


FormulaRole = Literal["sign", "word", "partial", "whole", "kernel"]


class FormulaText(TypedDict):
    """A sign or a word of a formula, and its colour role."""

    role: FormulaRole
    text: str


class FormulaNumber(TypedDict):
    """A number of a formula.

    Attributes
    ----------
    role : str
        Its colour role; "whole" is the denominator of a share.
    value : float
    digits : int
        How many of them are written.
    is_term : bool
        Whether it is written in parentheses if it is negative.
    channel : int or None
        Whose sum it is.
    """

    role: FormulaRole
    value: float
    digits: int
    is_term: bool
    channel: int | None


FormulaPiece = FormulaText | FormulaNumber


class ValueHeader(TypedDict):
    """How one value is computed.

    Attributes
    ----------
    ask : str
    seq : int
    node, kind : str
    cell : list of int
    combine : str
        How the terms become the value.
    parts : list of ValuePart
    start, value, divisor : float
        The bias; the result; what a sum is divided by.
    after : list of FollowingValue
    seen : Region
        The part of the picture it can depend on.
    formula : list of FormulaText and FormulaNumber
        What comes to the value, in reading order.
    digits : int or None
        How many of the value's digits are written behind it; None where it says the value itself.
    next : NextLayer or None
    """

    ask: Literal["value"]
    seq: int
    node: str
    cell: list[int]
    kind: str
    combine: Combine
    parts: list[ValuePart]
    start: float
    value: float
    divisor: float
    after: list[FollowingValue]
    seen: Region
    formula: list[FormulaText | FormulaNumber]
    digits: int | None
    next: NextLayer | None


class ValueArrays(TypedDict):
    """The arrays of every part: windows, weights, terms and results.

    Attributes
    ----------
    windows, weights, terms, partials, results : list of ndarray
        A weight is None where values are taken as they are.
    chosen : list of ndarray or None
        The place of the largest term, where one was chosen.
    """

    windows: list[NDArray[np.float32]]
    weights: list[NDArray[np.float32] | None]
    terms: list[NDArray[np.float32]]
    partials: list[NDArray[np.float32]]
    results: list[NDArray[np.float32]]
    chosen: list[NDArray[np.int32] | None]


class NetworkState(TypedDict):
    """The selected map or value; None is the whole network."""

    at: NetworkPlace | None


class UnitQuestion(TypedDict):
    """A question about a map."""

    ask: Literal["unit"]
    seq: int
    node: str
    channel: int


class ValueQuestion(TypedDict):
    """A question about a value."""

    ask: Literal["value"]
    seq: int
    node: str
    cell: list[int]
