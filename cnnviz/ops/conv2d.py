"""Convolution as deep learning means it: cross-correlation, the kernel is not flipped."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Padding, PaddingMode, Pair, ShapeError, Walk, walk
from cnnviz.ops._operation import Cost, Gradients, Operation, Param, batch, by_group, exact
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
    """Slide every filter over the image; every stop is one sum of products.

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
    """Send the gradient of the loss back through `conv2d`.

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
    x, filters, grad_output = batch(x), _oriented(weight, flip), exact(grad_output)
    path = route(x, filters, groups=groups, **settings)
    shape = (len(x), len(filters), *path.output)
    if grad_output.shape != shape:
        raise ShapeError(f"the gradient has shape {grad_output.shape}, the output {shape}")
    grad = by_group(grad_output, groups)
    split = filters.reshape(groups, -1, *filters.shape[1:])
    grad_stops = np.einsum("ngfhw,gfkij->ngkhwij", grad, split, optimize=True)
    stops = by_group(path.windows(x), groups)
    grad_weight = np.einsum("ngfhw,ngkhwij->gfkij", grad, stops, optimize=True)
    return Gradients(
        path.unpad(path.fold(grad_stops.reshape(*x.shape[:2], *grad_stops.shape[3:]))),
        _oriented(grad_weight.reshape(filters.shape), flip),
        grad_output.sum(axis=(0, 2, 3)),
    )


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
        window = stops[first : first + depth, row, col]
        terms = window * filters[filter]
        partials = terms.sum(axis=(1, 2))
        return Step(
            reads=path.box(row, col, first, depth),
            writes=Box(row, col, channel=filter),
            window=window,
            terms=terms,
            combine="sum",
            partials=partials,
            result=partials.sum().reshape(1, 1, 1),
            filter=filter,
        )

    steps = tuple(step(*index) for index in np.ndindex(output.shape))
    return Trace("conv2d", x[0], output, path.border, start.astype(output.dtype), steps, filters)


def cost(
    image: tuple[int, int, int], weight: tuple[int, int, int, int], output: tuple[int, int, int]
) -> Cost:
    """Count parameters and products of a convolution, and of its fully connected rival.

    Parameters
    ----------
    image, weight, output : tuple of int
        Shapes (C, H, W), (F, C / groups, KH, KW) and (F, OH, OW).

    Examples
    --------
    >>> cost((1, 5, 5), (1, 1, 3, 3), (1, 3, 3))
    Cost(parameters=10, multiplies=81, dense=234)
    """
    filters, depth, rows, cols = weight
    inputs, outputs = int(np.prod(image)), int(np.prod(output))
    kernel = depth * rows * cols
    return Cost(filters * kernel + filters, outputs * kernel, inputs * outputs + outputs)


def _oriented(weight: NDArray, flip: bool) -> NDArray:
    """Turn the kernels by 180 degrees if asked."""
    weight = exact(weight)
    return weight[..., ::-1, ::-1] if flip else weight


def route(
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
) -> Walk:
    """Check that image, filters and bias belong together; find the window's path.

    Takes what `conv2d` takes; turning the kernel does not change its path.
    """
    if weight.ndim != 4:
        raise ShapeError(f"the weight needs 4 axes (F, C / groups, KH, KW), not {weight.ndim}")
    channels, filters, depth = x.shape[1], len(weight), weight.shape[1]
    if groups < 1 or channels % groups or filters % groups:
        raise ShapeError(
            f"with {groups} groups, channels and filters must be multiples of {groups}; "
            f"there are {channels} and {filters}"
        )
    if depth * groups != channels:
        raise ShapeError(
            f"the filters read {depth * groups} channels in all ({depth} in each of {groups} "
            f"groups); the image has {channels}"
        )
    if bias is not None and np.shape(bias) != (filters,):
        raise ShapeError(f"{filters} filters need {filters} biases, not shape {np.shape(bias)}")
    return walk(
        x.shape[2:], weight.shape[2:], stride=stride, padding=padding, dilation=dilation,
        padding_mode=padding_mode,
    )  # fmt: skip


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
