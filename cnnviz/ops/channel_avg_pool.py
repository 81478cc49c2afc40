"""Channel average pooling: at each place the mean of several feature maps."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._lines import numpy_maps, torch_maps
from cnnviz.ops._operation import Gradients, Operation, batch
from cnnviz.ops._pooling import MAPS, pool, pool_backward, pool_trace
from cnnviz.ops._rules import MeanRule
from cnnviz.ops._stack import stack
from cnnviz.trace import Trace


def channel_avg_pool(x: NDArray, maps: int = 0) -> NDArray:
    """Take, at each place, the mean of neighbouring feature maps.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Images, feature maps, rows, columns, in any unit; the output keeps that unit.
    maps : int
        How many neighbouring maps become one; 0 pools all of them. The channels must be a
        multiple of it.

    Returns
    -------
    ndarray of shape (N, C / maps, H, W)
        ``y[k,r,c] = mean of x[k*maps : (k+1)*maps, r, c]``.

    Raises
    ------
    ShapeError
        When the maps cannot be shared out.

    Examples
    --------
    >>> channel_avg_pool(np.array([[[[1, 7]], [[5, 3]]]]))
    array([[[[3., 5.]]]])
    """
    x = batch(x)
    return pool(x, stack(x.shape, maps), MeanRule())


def channel_avg_pool_backward(grad_output: NDArray, x: NDArray, maps: int = 0) -> Gradients:
    """Share the gradient of each output cell equally among the cells below it.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C / maps, H, W)
        How the loss moves with each output cell.
    x, maps
        As given to `channel_avg_pool`.

    Examples
    --------
    >>> x = np.array([[[[1, 7]], [[5, 3]]]])
    >>> channel_avg_pool_backward(np.array([[[[8, 2]]]]), x).input.tolist()
    [[[[4.0, 1.0]], [[4.0, 1.0]]]]
    """
    x = batch(x)
    return pool_backward(grad_output, x, stack(x.shape, maps), MeanRule())


def trace(image: NDArray, maps: int = 0) -> Trace:
    """Run `channel_avg_pool` on one image of shape (C, H, W) and keep every place.

    Examples
    --------
    >>> trace(np.array([[[1, 7]], [[5, 3]]])).steps[0].terms.tolist()
    [[[1]], [[5]]]
    """
    x = batch(np.asarray(image)[None])
    return pool_trace("channel_avg_pool", x, stack(x.shape, maps), MeanRule())


OPERATION = Operation(
    slug="channel_avg_pool",
    title="Channel average pooling",
    order=46,
    forward=channel_avg_pool,
    trace=trace,
    backward=channel_avg_pool_backward,
    params=(MAPS,),
    family="pooling",
    numpy=numpy_maps("mean"),
    torch=torch_maps("mean"),
)
