"""Transposed convolution: every input cell adds a scaled copy of the kernel."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair, Walk
from cnnviz.ops._cost import of_stamps as cost
from cnnviz.ops._operation import (
    Gradients,
    Operation,
    Param,
    arriving,
    bare,
    batch,
    by_group,
    exact,
)
from cnnviz.ops._paths import of_stamps as route
from cnnviz.ops._to_weights import collect, swapped
from cnnviz.trace import Box, Step, Trace


def conv_transpose2d(
    x: NDArray,
    weight: NDArray,
    bias: NDArray | None = None,
    *,
    stride: Pair = 1,
    padding: Pair = 0,
    output_padding: Pair = 0,
    groups: int = 1,
    dilation: Pair = 1,
) -> NDArray:
    """Add a copy of the kernel per input cell, scaled by it; overlaps are summed.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Images, channels, rows, columns, in any unit; the output keeps that unit.
    weight : ndarray of shape (C, F / groups, KH, KW)
        The stamp of each input channel, without unit.
    bias : ndarray of shape (F,), optional
        Added to every cell of an output map.
    stride, dilation : int or pair of int
        Output cells between two stamps, and between neighbours inside a stamp.
    padding : int or pair of int
        Rings cut off the output.
    output_padding : int or pair of int
        Rows and columns added after the last stamp; smaller than stride or dilation.
    groups : int
        Split the channels into this many parts; each part stamps its own maps.

    Returns
    -------
    ndarray of shape (N, F, OH, OW)
        ``OH = (H - 1)*stride - 2*padding + dilation*(KH - 1) + output_padding + 1`` [1]_.

    Raises
    ------
    ShapeError
        When sizes do not fit; the message carries the reader's numbers.

    References
    ----------
    .. [1] Dumoulin and Visin (2016), arXiv:1603.07285, chapter 4; meaning of every argument
       as in ``torch.nn.functional.conv_transpose2d``.

    Examples
    --------
    >>> conv_transpose2d(np.array([[[[1, 2]]]]), np.array([[[[5, 7]]]]), stride=2)
    array([[[[ 5,  7, 10, 14]]]])
    """
    x, weight = batch(x), exact(weight)
    path = route(
        x, weight, bias, stride=stride, padding=padding, output_padding=output_padding,
        groups=groups, dilation=dilation,
    )  # fmt: skip
    stamps = np.einsum("ngkhw,gkfij->ngfhwij", by_group(x, groups), _stamps(weight, groups))
    y = _cropped(path, path.fold(stamps.reshape(len(x), -1, *stamps.shape[3:])))
    return y if bias is None else y + exact(bias)[:, None, None]


def conv_transpose2d_backward(
    grad_output: NDArray,
    x: NDArray,
    weight: NDArray,
    *,
    groups: int = 1,
    **settings: Any,
) -> Gradients:
    """Compute the gradients of `conv_transpose2d`.

    Parameters
    ----------
    grad_output : ndarray of shape (N, F, OH, OW)
        How the loss moves with each output cell.
    x, weight, groups, **settings
        As given to `conv_transpose2d`.

    Returns
    -------
    Gradients
        An input cell gathers the gradients under its stamp, times the weights: an ordinary
        convolution of `grad_output`. A weight gathers cell times gradient over all stamps.

    Examples
    --------
    >>> x, weight = np.array([[[[1, 2]]]]), np.array([[[[5, 7]]]])
    >>> conv_transpose2d_backward(np.array([[[[1, 1, 1]]]]), x, weight)
    Gradients(input=array([[[[12, 12]]]]), weight=array([[[[3, 3]]]]), bias=array([3]))
    """
    x, weight = batch(x), exact(weight)
    path = route(x, weight, groups=groups, **settings)
    grad_output = arriving(grad_output, (len(x), groups * weight.shape[1], *path.size))
    rows, cols = x.shape[2:]
    under = by_group(path.windows(grad_output), groups)[..., :rows, :cols, :, :]
    grad_x = np.einsum("ngfhwij,gkfij->ngkhw", under, _stamps(weight, groups), optimize=True)
    grad_w = np.einsum("ngkhw,ngfhwij->gkfij", by_group(x, groups), under, optimize=True)
    return Gradients(
        grad_x.reshape(x.shape), grad_w.reshape(weight.shape), grad_output.sum(axis=(0, 2, 3))
    )


def trace(
    image: NDArray,
    weight: NDArray,
    bias: NDArray | None = None,
    *,
    groups: int = 1,
    **settings: Any,
) -> Trace:
    """Run `conv_transpose2d` on one image of shape (C, H, W) and keep every stamp.

    Examples
    --------
    >>> seen = trace(np.array([[[1, 2]]]), np.array([[[[5, 7]]]]))
    >>> [(step.writes.col, step.result.ravel().tolist()) for step in seen.steps]
    [(0, [5, 7]), (1, [10, 14])]
    """
    x, weight = batch(np.asarray(image)[None]), exact(weight)
    path = route(x, weight, bias, groups=groups, **settings)
    output = conv_transpose2d(x, weight, bias, groups=groups, **settings)[0]
    start = np.zeros(len(output)) if bias is None else np.asarray(bias)
    channels, maps = x.shape[1], weight.shape[1]

    def step(channel: int, row: int, col: int) -> Step:
        window = x[0, channel : channel + 1, row : row + 1, col : col + 1]
        stamp = window * weight[channel]
        first = channel // (channels // groups) * maps
        writes = path.box(row, col, first, maps)
        return Step(
            reads=Box(row, col, channel=channel),
            writes=writes,
            window=window,
            terms=stamp,
            combine="each",
            partials=stamp,
            result=stamp,
            filter=channel,
            slope=weight[channel],
        )

    steps = tuple(step(*index) for index in np.ndindex(x.shape[1:]))
    return Trace(
        "conv_transpose2d", x[0], output, bare(x[0]), start.astype(output.dtype), steps, weight
    )


def to_weights(
    image: NDArray,
    weight: NDArray,
    grad_output: NDArray,
    *,
    filter: int = 0,
    groups: int = 1,
    **settings: Any,
) -> Trace:
    """Collect the gradient of one stamp: what arrives, convolved with an input channel.

    The mirror of a convolution: there the input is walked over and what arrives is the
    kernel; here what arrives, `grad_output` of shape (F, OH, OW), is walked over and the
    input channel `filter` is the kernel. The output has shape (F / groups, KH, KW).

    Examples
    --------
    >>> image, weight = np.array([[[1, 2]]]), np.array([[[[5, 7]]]])
    >>> seen = to_weights(image, weight, np.array([[[1, 0, 10]]]))
    >>> [step.terms.tolist() for step in seen.steps], seen.output.tolist()
    ([[[[1, 0]]], [[[0, 20]]]], [[[1, 20]]])
    """
    x, weight = batch(np.asarray(image)[None]), exact(weight)
    path = route(x, weight, groups=groups, **settings)
    maps = weight.shape[1]
    arrives = arriving(grad_output, (groups * maps, *path.size))
    first = filter // (len(weight) // groups) * maps
    kernel, back = x[0, filter], swapped(path, x.shape[2:])
    return collect(
        "conv_transpose2d", arrives, range(first, first + maps), kernel, back, path.window
    )


def _stamps(weight: NDArray, groups: int) -> NDArray:
    """Split axis 0 (input channels) into (groups, the rest)."""
    return weight.reshape(groups, -1, *weight.shape[1:])


def _cropped(path: Walk, padded: NDArray) -> NDArray:
    """Cut the rings of padding off."""
    (top, _), (left, _) = path.padding
    return padded[..., top : top + path.size[0], left : left + path.size[1]]


OPERATION = Operation(
    slug="conv_transpose2d",
    title="Transposed convolution",
    order=15,
    forward=conv_transpose2d,
    trace=trace,
    backward=conv_transpose2d_backward,
    takes_kernel=True,
    route=route,
    cost=cost,
    to_weights=to_weights,
    params=(
        Param("stride", "Stride", 1, (1, 2, 3), "Cells between two stamps on the output."),
        Param("padding", "Padding", 0, (0, 1, 2), "Rings cut off the output."),
        Param(
            "output_padding", "Output padding", 0, (0, 1, 2), "Rows and columns added at the end."
        ),
        Param("dilation", "Dilation", 1, (1, 2, 3), "1 leaves no holes between a stamp's cells."),
        Param(
            "groups", "Groups", 1, (1, 2, 3, 4), "Split the channels; a part stamps its own maps."
        ),
    ),
)
