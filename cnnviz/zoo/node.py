"""One node of a network's graph, as plain data, and the one error a reader of models sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.text import count_of, format_shape

IMAGE = "image"  # the name under which the picture itself is read
Shape = tuple[int, ...]  # of one image: (C, H, W), or (D,) once it is a row of numbers


class ModelError(ValueError):
    """A network cannot be shown; the message is one plain sentence for the reader."""


@dataclass(frozen=True, eq=False)
class Node:
    """One operation on what other nodes made.

    Attributes
    ----------
    name, kind : str
        What it is called, and ONNX's operator: one of `cnnviz.zoo.operators.ALL`.
    reads : tuple of str
        The nodes whose output it reads, or `IMAGE`.
    settings : mapping
        Its numbers. Windows have ``stride`` and ``dilation``, a pair each, and ``padding``,
        ``((top, bottom), (left, right))``; Conv also ``groups``, poolings ``window``,
        AveragePool ``count_include_pad``. LRN has ``size``, ``alpha``, ``beta``, ``bias`` and
        perhaps ``before`` (how many of the maps lie before its own); BatchNormalization
        ``epsilon``; activations what `cnnviz.ops` calls theirs.
    arrays : mapping of ndarray of float32
        What it learned: "weight" (F, C / groups, KH, KW) or (K, D), "bias"; for
        BatchNormalization "scale", "bias", "mean" and "var".
    """

    name: str
    kind: str
    reads: tuple[str, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)


def shape_text(shape: Shape) -> str:
    """Write a shape for a sentence.

    >>> shape_text((8, 3, 3)), shape_text((10,))
    ('8 maps of 3 x 3', 'a row of 10 numbers')
    """
    if len(shape) == 3:
        return f"{count_of(shape[0], 'map')} of {format_shape(shape[1:], 'x')}"
    return f"a row of {shape[0]:,} numbers" if len(shape) == 1 else f"the shape {shape}"
