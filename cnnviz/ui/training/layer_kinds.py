"""The layer kinds of the network builder, and a network as text in the address."""

import re
from dataclasses import dataclass
from typing import Any

from cnnviz.ui.state.address_rows import join_rows, split_rows

Layer = tuple[str, dict[str, Any]]
NUMBER = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True)
class LayerKind:
    """A kind of layer.

    Attributes
    ----------
    slug : str
        Its name in the address.
    title : str
        Its name in the table.
    settings : tuple of str
        The names of its numbers, in the order of the address.
    usual : tuple of float
        The default numbers.
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
    """Format a network for the address; a padding of 0 is left out.

    >>> write_layers([("conv2d", {"filters": 8, "kernel": 3, "padding": 0}), ("relu", {})])
    'conv2d_8_3*relu'
    >>> write_layers([("conv2d", {"filters": 8, "kernel": 5, "padding": 2})])
    'conv2d_8_5_2'
    """
    return join_rows([slug, *_numbers(given)] for slug, given in layers)


def read_layers(text: str) -> list[Layer]:
    """Parse a network from the address; numbers left out are the defaults.

    >>> read_layers("conv2d_8_3*dropout_0.5*linear")[1:]
    [('dropout', {'p': 0.5}), ('linear', {'units': 10})]
    >>> read_layers("conv2d_8_3")
    [('conv2d', {'filters': 8, 'kernel': 3, 'padding': 0})]

    Raises
    ------
    ValueError
        When it is not a list of known layers.
    """
    return [_layer(*row) for row in split_rows(text)]


def _layer(slug: str, *given: str) -> Layer:
    """Parse one layer."""
    kind = BY_SLUG.get(slug)
    if kind is None or len(given) > MOST_NUMBERS or not all(map(NUMBER.fullmatch, given)):
        raise ValueError("that is not a list of layers. It starts with the smallest network.")
    numbers = [*map(_number, given), *kind.usual[len(given) :]]
    return kind.slug, dict(zip(kind.settings, numbers, strict=False))


def _numbers(given: dict[str, Any]) -> list[str]:
    """Format the numbers of a layer; a padding of 0 is left out."""
    return [f"{number:g}" for name, number in given.items() if name != "padding" or number]


def _number(text: str) -> float:
    return float(text) if "." in text else int(text)
