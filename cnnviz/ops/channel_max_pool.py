"""Channel max pooling: at each position the maximum of several feature maps."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._lines import numpy_maps, torch_maps
from cnnviz.ops._operation import Gradients, Operation, batch
from cnnviz.ops._pooling import MAPS, pool, pool_backward, pool_trace
from cnnviz.ops._rules import MaxRule
from cnnviz.ops._stack import stack
from cnnviz.trace import Trace


def channel_max_pool(x: NDArray, maps: int = 0) -> NDArray:
    """Keep, at each place, the largest cell of neighbouring feature maps; NaN wins.

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
        ``y[k,r,c] = max of x[k*maps : (k+1)*maps, r, c]``.

    Raises
    ------
    ShapeError
        When the maps cannot be shared out.

    Examples
    --------
    >>> channel_max_pool(np.array([[[[1, 7]], [[5, 3]]]]))
    array([[[[5, 7]]]])
    """
    x = batch(x)
    return pool(x, stack(x.shape, maps), MaxRule())


def channel_max_pool_backward(grad_output: NDArray, x: NDArray, maps: int = 0) -> Gradients:
    """Pass the gradient of each output cell to the first of the largest cells below it.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C / maps, H, W)
        How the loss moves with each output cell.
    x, maps
        As given to `channel_max_pool`.

    Examples
    --------
    >>> x = np.array([[[[1, 7]], [[5, 3]]]])
    >>> channel_max_pool_backward(np.array([[[[8, 2]]]]), x).input.tolist()
    [[[[0, 2]], [[8, 0]]]]
    """
    x = batch(x)
    return pool_backward(grad_output, x, stack(x.shape, maps), MaxRule())


def trace(image: NDArray, maps: int = 0) -> Trace:
    """Run `channel_max_pool` on one image of shape (C, H, W) and keep every place.

    Examples
    --------
    >>> trace(np.array([[[1, 7]], [[5, 3]]])).steps[0].terms.tolist()
    [[[1]], [[5]]]
    """
    x = batch(np.asarray(image)[None])
    return pool_trace("channel_max_pool", x, stack(x.shape, maps), MaxRule())


OPERATION = Operation(
    slug="channel_max_pool",
    title="Channel max pooling",
    order=45,
    forward=channel_max_pool,
    trace=trace,
    backward=channel_max_pool_backward,
    params=(MAPS,),
    family="pooling",
    numpy=numpy_maps("max"),
    torch=torch_maps("amax"),
)
