"""The layers a reader can choose, and a network as the text of an address."""

import re
from dataclasses import dataclass
from typing import Any

from cnnviz.ui.state.address_rows import join_rows, split_rows

Layer = tuple[str, dict[str, Any]]
NUMBER = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True)
class LayerKind:
    """A layer the reader can choose.

    Attributes
    ----------
    slug : str
        As it stands in links.
    title : str
        As it stands in the list.
    settings : tuple of str
        What its numbers are called, in the order of the list's columns; "" skips one.
    usual : tuple of float
        The numbers it starts with.
    """

    slug: str
    title: str
    settings: tuple[str, ...] = ()
    usual: tuple[float, ...] = ()


KINDS = (
    LayerKind("conv2d", "Convolution", ("filters", "kernel", "padding"), (8, 3, 0)),
    LayerKind("relu", "ReLU"),
    LayerKind("leakyrelu", "Leaky ReLU"),
    LayerKind("elu", "ELU"),
    LayerKind("gelu", "GELU"),
    LayerKind("sigmoid", "Sigmoid"),
    LayerKind("tanh", "Tanh"),
    LayerKind("softplus", "Softplus"),
    LayerKind("maxpool2d", "Max pooling", ("kernel",), (2,)),
    LayerKind("avgpool2d", "Average pooling", ("kernel",), (2,)),
    LayerKind("flatten", "Flatten"),
    LayerKind("linear", "Fully connected", ("units",), (10,)),
    LayerKind("dropout", "Dropout", ("p",), (0.25,)),
    LayerKind("batchnorm2d", "Batch norm"),
)
BY_SLUG = {kind.slug: kind for kind in KINDS}
MOST_NUMBERS = max(len(kind.settings) for kind in KINDS)


def write_layers(layers: list[Layer]) -> str:
    """Put a network into the text of an address.

    >>> write_layers([("conv2d", {"filters": 8, "kernel": 3, "padding": 0}), ("relu", {})])
    'conv2d_8_3*relu'
    >>> write_layers([("conv2d", {"filters": 8, "kernel": 5, "padding": 2})])
    'conv2d_8_5_2'
    """
    return join_rows([slug, *_numbers(given)] for slug, given in layers)


def read_layers(text: str) -> list[Layer]:
    """Read a network from the text of an address; numbers left out are the usual ones.

    >>> read_layers("conv2d_8_3*dropout_0.5*linear")[1:]
    [('dropout', {'p': 0.5}), ('linear', {'units': 10})]
    >>> read_layers("conv2d_8_3")
    [('conv2d', {'filters': 8, 'kernel': 3, 'padding': 0})]

    Raises
    ------
    ValueError
        When it is not a list of layers we have.
    """
    return [_layer(*row) for row in split_rows(text)]


def _layer(slug: str, *given: str) -> Layer:
    """Read one layer of an address."""
    kind = BY_SLUG.get(slug)
    if kind is None or len(given) > MOST_NUMBERS or not all(map(NUMBER.fullmatch, given)):
        raise ValueError("that is not a list of layers. It starts with the smallest network.")
    numbers = [*map(_number, given), *kind.usual[len(given) :]]
    return kind.slug, dict(zip(kind.settings, numbers, strict=False))


def _numbers(given: dict[str, Any]) -> list[str]:
    """Write the numbers of a layer; no padding goes without saying."""
    return [f"{number:g}" for name, number in given.items() if name != "padding" or number]


def _number(text: str) -> float:
    return float(text) if "." in text else int(text)
