"""Convolution as in deep learning: cross-correlation, the kernel is not flipped."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Padding, PaddingMode, Pair, Walk
from cnnviz.ops._cost import of_windows as cost
from cnnviz.ops._operation import (
    Gradients,
    Operation,
    Param,
    arriving,
    batch,
    by_group,
    exact,
    weighted,
)
from cnnviz.ops._paths import of_windows as route
from cnnviz.ops._to_weights import collect, swapped
from cnnviz.trace import Box, Step, Trace


def conv2d(
    x: NDArray,
    weight: NDArray,
    bias: NDArray | None = None,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    groups: int = 1,
    padding_mode: PaddingMode = "zeros",
    flip: bool = False,
) -> NDArray:
    """Convolve images with filters; each output cell is one sum of products.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Images, channels, rows, columns, in any unit; the output keeps that unit.
    weight : ndarray of shape (F, C / groups, KH, KW)
        One filter a row, without unit.
    bias : ndarray of shape (F,), optional
        Added to every cell of a filter's map.
    stride, dilation : int or pair of int
        Cells between two stops, and between neighbours inside the window.
    padding : int, pair of int, "valid", "same" or "full"
        Rings laid around the image.
    groups : int
        Split the channels into this many parts; each filter sees one part. ``groups == C``
        is a depthwise convolution.
    padding_mode : str
        What the rings hold: "zeros", "reflect", "replicate" or "circular".
    flip : bool
        Turn the kernel by 180 degrees first: the convolution of mathematics.

    Returns
    -------
    ndarray of shape (N, F, OH, OW)
        ``y[n,f,r,c] = bias[f] + sum over k,i,j of
        x[n, k, r*stride + i*dilation - padding, ...] * weight[f, k, i, j]`` with
        ``OH = (H + 2*padding - dilation*(KH-1) - 1) // stride + 1`` [1]_.

    Raises
    ------
    ShapeError
        When sizes do not fit; the message carries the reader's numbers.

    References
    ----------
    .. [1] Dumoulin and Visin (2016), arXiv:1603.07285; meaning of every argument as in
       ``torch.nn.functional.conv2d`` and ``torch.nn.Conv2d``.

    Examples
    --------
    >>> conv2d(np.array([[[[0, 0, 9, 9]]]]), np.array([[[[-1, 1]]]]))
    array([[[[0, 9, 0]]]])
    """
    x, filters = batch(x), _oriented(weight, flip)
    path = route(
        x, filters, bias, stride=stride, padding=padding, dilation=dilation, groups=groups,
        padding_mode=padding_mode,
    )  # fmt: skip
    stops = by_group(path.windows(x), groups)
    filters = filters.reshape(groups, -1, *filters.shape[1:])
    y = np.einsum("ngkhwij,gfkij->ngfhw", stops, filters, optimize=True)
    y = y.reshape(len(x), -1, *path.output)
    return y if bias is None else y + exact(bias)[:, None, None]


def conv2d_backward(
    grad_output: NDArray,
    x: NDArray,
    weight: NDArray,
    *,
    groups: int = 1,
    flip: bool = False,
    **settings: Any,
) -> Gradients:
    """Compute the gradients of `conv2d`.

    Parameters
    ----------
    grad_output : ndarray of shape (N, F, OH, OW)
        How the loss moves with each output cell.
    x, weight, groups, flip, **settings
        As given to `conv2d`.

    Returns
    -------
    Gradients
        For the input: every stop hands its gradient, times the weights, back to the cells
        it read. For the weights: every stop adds what it read, times its gradient. For the
        bias: the sum of its map.

    Examples
    --------
    >>> x, weight = np.array([[[[1, 2, 3]]]]), np.array([[[[10, 20]]]])
    >>> conv2d_backward(np.array([[[[1, 1]]]]), x, weight)
    Gradients(input=array([[[[10, 30, 20]]]]), weight=array([[[[3, 5]]]]), bias=array([2]))
    """
    x, filters = batch(x), _oriented(weight, flip)
    path = route(x, filters, groups=groups, **settings)
    grad_output = arriving(grad_output, (len(x), len(filters), *path.output))
    grad, stops = by_group(grad_output, groups), by_group(path.windows(x), groups)
    grad_weight = np.einsum("ngfhw,ngkhwij->gfkij", grad, stops, optimize=True)
    return Gradients(
        to_input(grad_output, filters, path, groups),
        _oriented(grad_weight.reshape(filters.shape), flip),
        grad_output.sum(axis=(0, 2, 3)),
    )


def to_input(grad_output: NDArray, filters: NDArray, path: Walk, groups: int = 1) -> NDArray:
    """Return the gradient with respect to the input."""
    split = filters.reshape(groups, -1, *filters.shape[1:])
    grad = by_group(grad_output, groups)
    stops = np.einsum("ngfhw,gfkij->ngkhwij", grad, split, optimize=True)
    return path.unpad(path.fold(stops.reshape(len(stops), -1, *stops.shape[3:])))


def trace(
    image: NDArray,
    weight: NDArray,
    bias: NDArray | None = None,
    *,
    groups: int = 1,
    flip: bool = False,
    **settings: Any,
) -> Trace:
    """Run `conv2d` on one image of shape (C, H, W) and keep every stop, filter by filter.

    Examples
    --------
    >>> seen = trace(np.array([[[0, 0, 9, 9]]]), np.array([[[[-1, 1]]]]), np.array([5]))
    >>> [(step.terms.tolist(), step.result.item()) for step in seen.steps][1]
    ([[[0, 9]]], 9)
    >>> seen.output.tolist()
    [[[5, 14, 5]]]
    """
    x, filters = batch(np.asarray(image)[None]), _oriented(weight, flip)
    path = route(x, filters, bias, groups=groups, **settings)
    output = conv2d(x, filters, bias, groups=groups, **settings)[0]
    start = np.zeros(len(filters)) if bias is None else np.asarray(bias)
    stops, depth = path.windows(x[0]), filters.shape[1]

    def step(filter: int, row: int, col: int) -> Step:
        first = filter // (len(filters) // groups) * depth
        reads, writes = path.box(row, col, first, depth), Box(row, col, channel=filter)
        window = stops[first : first + depth, row, col]
        return weighted(reads, writes, window, filters[filter], filter)

    steps = tuple(step(*index) for index in np.ndindex(output.shape))
    return Trace("conv2d", x[0], output, path.border, start.astype(output.dtype), steps, filters)


def to_weights(
    image: NDArray,
    weight: NDArray,
    grad_output: NDArray,
    *,
    filter: int = 0,
    groups: int = 1,
    flip: bool = False,
    **settings: Any,
) -> Trace:
    """Collect the gradient of one filter: the padded image, convolved with what arrives.

    The output, of shape (C / groups, KH, KW), is the gradient of the filter as it was applied:
    already turned if `flip`. `grad_output`, of shape (F, OH, OW), is how the loss moves with
    each output cell; the rest is as given to `trace`. Stride and dilation change places.

    Examples
    --------
    >>> image, weight = np.array([[[1, 2, 3]]]), np.array([[[[10, 20]]]])
    >>> seen = to_weights(image, weight, np.array([[[4, 1]]]))
    >>> [step.terms.tolist() for step in seen.steps], seen.output.tolist()
    ([[[[4, 2]]], [[[8, 3]]]], [[[6, 11]]])
    """
    x, filters = batch(np.asarray(image)[None]), _oriented(weight, flip)
    path = route(x, filters, groups=groups, **settings)
    arrives = arriving(grad_output, (len(filters), *path.output))[filter]
    depth = filters.shape[1]
    first = filter // (len(filters) // groups) * depth
    back = swapped(path, path.output)
    return collect("conv2d", x[0], range(first, first + depth), arrives, back, path.window)


def _oriented(weight: NDArray, flip: bool) -> NDArray:
    """Turn the kernels by 180 degrees if asked."""
    weight = exact(weight)
    return weight[..., ::-1, ::-1] if flip else weight


OPERATION = Operation(
    slug="conv2d",
    title="Convolution",
    order=10,
    forward=conv2d,
    trace=trace,
    backward=conv2d_backward,
    takes_kernel=True,
    route=route,
    cost=cost,
    to_weights=to_weights,
    params=(
        Param("stride", "Stride", 1, (1, 2, 3), "Cells the window moves between two stops."),
        Param(
            "padding",
            "Padding",
            "valid",
            ("valid", "same", "full", 1, 2, 3),
            "Rings laid around: none, enough to keep the size, all that touch, or a number.",
        ),
        Param(
            "padding_mode",
            "Border",
            "zeros",
            ("zeros", "reflect", "replicate", "circular"),
            "What the rings hold: zeros, or copies of the image.",
        ),
        Param(
            "dilation", "Dilation", 1, (1, 2, 3), "1 leaves no holes between the window's cells."
        ),
        Param("groups", "Groups", 1, (1, 2, 3, 4), "Split the channels; a filter sees one part."),
        Param(
            "flip", "Flip the kernel", False, (False, True), "As the convolution of mathematics."
        ),
    ),
)
