"""Transposed convolution: every input cell stamps a scaled copy of the kernel."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Pair, ShapeError, Walk, pair, span
from cnnviz.ops._operation import Cost, Gradients, Operation, Param, batch, by_group, exact
from cnnviz.trace import Border, Box, Step, Trace


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
    """Stamp the kernel once per input cell and add what overlaps.

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
    """Send the gradient of the loss back through `conv_transpose2d`.

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
    x, weight, grad_output = batch(x), exact(weight), exact(grad_output)
    path = route(x, weight, groups=groups, **settings)
    shape = (len(x), groups * weight.shape[1], *path.size)
    if grad_output.shape != shape:
        raise ShapeError(f"the gradient has shape {grad_output.shape}, the output {shape}")
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
    channels, rows, cols = x.shape[1:]
    maps = weight.shape[1]

    def step(channel: int, row: int, col: int) -> Step:
        window = x[0, channel : channel + 1, row : row + 1, col : col + 1]
        stamp = window * weight[channel]
        first = channel // (channels // groups) * maps
        writes = path.box(row, col, first, maps)
        return Step(
            Box(row, col, channel=channel), writes, window, stamp, "each", stamp, stamp, channel
        )

    border = Border(0, 0, np.arange(rows), np.arange(cols))
    steps = tuple(step(*index) for index in np.ndindex(x.shape[1:]))
    return Trace(
        "conv_transpose2d", x[0], output, border, start.astype(output.dtype), steps, weight
    )


def cost(
    image: tuple[int, int, int], weight: tuple[int, int, int, int], output: tuple[int, int, int]
) -> Cost:
    """Count parameters and products, and those of a fully connected rival.

    Parameters
    ----------
    image, weight, output : tuple of int
        Shapes (C, H, W), (C, F / groups, KH, KW) and (F, OH, OW).

    Examples
    --------
    >>> cost((1, 2, 2), (1, 1, 3, 3), (1, 4, 4))
    Cost(parameters=10, multiplies=36, dense=80)
    """
    channels, maps, rows, cols = weight
    inputs, outputs = int(np.prod(image)), int(np.prod(output))
    stamp = maps * rows * cols
    return Cost(channels * stamp + output[0], inputs * stamp, inputs * outputs + outputs)


def _stamps(weight: NDArray, groups: int) -> NDArray:
    """Split axis 0 (input channels) into (groups, the rest)."""
    return weight.reshape(groups, -1, *weight.shape[1:])


def _cropped(path: Walk, padded: NDArray) -> NDArray:
    """Cut the rings of padding off."""
    (top, _), (left, _) = path.padding
    return padded[..., top : top + path.size[0], left : left + path.size[1]]


def route(
    x: NDArray,
    weight: NDArray,
    bias: NDArray | None = None,
    *,
    stride: Pair = 1,
    padding: Pair = 0,
    output_padding: Pair = 0,
    groups: int = 1,
    dilation: Pair = 1,
) -> Walk:
    """Find the path of the convolution that this one undoes, or say what does not fit.

    Takes what `conv_transpose2d` takes. The path's ``size`` is that of the output.
    """
    if weight.ndim != 4:
        raise ShapeError(f"the weight needs 4 axes (C, F / groups, KH, KW), not {weight.ndim}")
    channels, maps = x.shape[1], groups * weight.shape[1]
    if len(weight) != channels:
        raise ShapeError(f"{len(weight)} stamps do not fit {channels} channels: one each")
    if groups < 1 or channels % groups:
        raise ShapeError(
            f"with {groups} groups, the channels must be a multiple of {groups}, not {channels}"
        )
    if bias is not None and np.shape(bias) != (maps,):
        raise ShapeError(f"{maps} output maps need {maps} biases, not shape {np.shape(bias)}")
    strides, dilations = pair(stride, "stride"), pair(dilation, "dilation")
    rings, extra = pair(padding, "padding", 0), pair(output_padding, "output padding", 0)
    for more, step, holes in zip(extra, strides, dilations, strict=True):
        if more >= max(step, holes):
            raise ShapeError(
                f"output padding {more} must be smaller than the stride {step} "
                f"or the dilation {holes}"
            )
    size = [
        (cells - 1) * s - 2 * p + span(k, d) + more
        for cells, k, s, p, d, more in zip(
            x.shape[2:], weight.shape[2:], strides, rings, dilations, extra, strict=True
        )
    ]
    if min(size) < 1:
        raise ShapeError(
            f"padding {max(rings)} would cut away the whole output: {size[0]} x {size[1]}"
        )
    sides = ((rings[0], rings[0]), (rings[1], rings[1]))
    return Walk((size[0], size[1]), weight.shape[2:], strides, sides, dilations)


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
