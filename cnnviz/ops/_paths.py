"""Window positions of convolutions, and checks of image, weight and bias."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import Padding, PaddingMode, Pair, ShapeError, Walk, pair, span, walk


def of_windows(
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
    """Check the shapes of image, filters and bias; return the window positions.

    The parameters are those of `conv2d`; flipping the kernel does not change the positions.
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


def of_stamps(
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
    """Return the window positions of the convolution whose adjoint this is.

    The parameters are those of `conv_transpose2d`. ``size`` is that of the output.
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
