"""Summary of a list of layers: shapes, parameters and costs, without building the network."""

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from cnnviz.geometry import ShapeError, Walk
from cnnviz.nn.layers import Layer
from cnnviz.nn.layers.layer import Shape
from cnnviz.receptive_field.theoretical import receptive_field


class LayerSummary(NamedTuple):
    """Shape and costs of one layer.

    Attributes
    ----------
    name : str
        The kind of layer, as PyTorch calls it.
    output_shape : tuple of int
        Of one image: (C, H, W), or (D,).
    parameters, multiplies : int
        Learnable parameters; multiplications for one image.
    receptive_field : tuple of int
        Rows and columns of the network's input that one cell of the output depends on.
    """

    name: str
    output_shape: Shape
    parameters: int
    multiplies: int
    receptive_field: tuple[int, int]


def summarize(layers: Sequence[Layer], input_shape: Shape) -> list[LayerSummary]:
    """Compute the output shape and costs of every layer for one image.

    Parameters
    ----------
    layers : sequence of Layer
    input_shape : tuple of int
        (C, H, W).

    Returns
    -------
    list of LayerSummary
        One a layer. The receptive field is that of
        `cnnviz.receptive_field.theoretical.receptive_field`, at most the whole image.

    Raises
    ------
    ShapeError
        When an image cannot pass a layer; names the layer, counted from 1, and the reason.

    Examples
    --------
    >>> from cnnviz.nn import Conv2d, Flatten, Linear, MaxPool2d
    >>> for row in summarize([Conv2d(8, 3), MaxPool2d(2), Flatten(), Linear(10)], (1, 8, 8)):
    ...     print(*row)
    Conv2d (8, 6, 6) 80 2592 (3, 3)
    MaxPool2d (8, 3, 3) 0 0 (4, 4)
    Flatten (72,) 0 0 (4, 4)
    Linear (10,) 730 720 (8, 8)
    >>> summarize([Conv2d(8, 3), MaxPool2d(8)], (1, 8, 8))
    Traceback (most recent call last):
    cnnviz.geometry.ShapeError: layer 2, max pooling: a window of 8 does not fit 6 cells with padding 0
    """  # noqa: E501
    if len(input_shape) != 3 or min(input_shape) < 1:
        raise ShapeError(f"a network reads images (C, H, W), not {input_shape}")
    if not layers:
        raise ShapeError("a network needs at least one layer")
    rows, shape, field = [], tuple(input_shape), ReceptiveField(input_shape)
    for place, layer in enumerate(layers, start=1):
        try:
            after = layer.output_shape(shape)
            field.widen(layer, shape)
            learned = sum(map(prod, layer.parameters(shape).values()))
            cost = layer.multiplies(shape)
        except ShapeError as error:
            raise ShapeError(f"layer {place}, {layer.title}: {error}") from None
        rows.append(LayerSummary(type(layer).__name__, after, learned, cost, field.seen))
        shape = after
    return rows


class ReceptiveField:
    """Receptive field of one cell of the last layer added by `widen`."""

    def __init__(self, input_shape: Shape) -> None:
        self.whole = (input_shape[1], input_shape[2])
        self.paths: list[Walk] = []
        self.is_whole = False

    @property
    def seen(self) -> tuple[int, int]:
        """Rows and columns, at most those of the input."""
        if self.is_whole:
            return self.whole
        rows, cols = receptive_field(self.paths).size
        return min(rows, self.whole[0]), min(cols, self.whole[1])

    def widen(self, layer: Layer, before: Shape) -> None:
        """Add a layer, whose input has shape `before`; a fully connected one reads everything."""
        window, stride, dilation = layer.reach(before)
        self.is_whole |= len(before) == 1 and bool(layer.parameters(before))
        self.paths.append(Walk(self.whole, window, stride=stride, dilation=dilation))
