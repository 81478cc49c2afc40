"""A node of a network's graph, and the error raised for networks that cannot be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.text import count_of, format_shape

IMAGE = "image"  # the name of the network's input
Shape = tuple[int, ...]  # of one image: (C, H, W), or (D,) after Flatten


class ModelError(ValueError):
    """A network that cannot be shown; the message is one sentence for the user."""


@dataclass(frozen=True, eq=False)
class Node:
    """One operation on the outputs of other nodes.

    Attributes
    ----------
    name, kind : str
        Its name, and its ONNX operator: one of `cnnviz.zoo.operators.ALL`.
    reads : tuple of str
        The nodes whose outputs are its inputs, or `IMAGE`.
    settings : mapping
        Its hyperparameters. Windows have ``stride`` and ``dilation``, a pair each, and ``padding``,
        ``((top, bottom), (left, right))``; Conv also ``groups``, poolings ``window``,
        AveragePool ``count_include_pad``. LRN has ``size``, ``alpha``, ``beta``, ``bias`` and
        optionally ``before`` (how many of the maps precede its own); BatchNormalization
        ``epsilon``; activations the settings of their function in `cnnviz.ops`.
    arrays : mapping of ndarray of float32
        Its parameters: "weight" (F, C / groups, KH, KW) or (K, D), "bias"; for
        BatchNormalization "scale", "bias", "mean" and "var".
    """

    name: str
    kind: str
    reads: tuple[str, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)


def shape_text(shape: Shape) -> str:
    """Write a shape as words.

    >>> shape_text((8, 3, 3)), shape_text((10,))
    ('8 maps of 3 x 3', 'a row of 10 numbers')
    """
    if len(shape) == 3:
        return f"{count_of(shape[0], 'map')} of {format_shape(shape[1:], 'x')}"
    return f"a row of {shape[0]:,} numbers" if len(shape) == 1 else f"the shape {shape}"
