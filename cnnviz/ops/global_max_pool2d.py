"""Global max pooling: one number for a whole feature map, its largest."""

from dataclasses import replace

from numpy.typing import NDArray

from cnnviz.ops._operation import Gradients, Operation
from cnnviz.ops.adaptive_max_pool2d import adaptive_max_pool2d, adaptive_max_pool2d_backward
from cnnviz.ops.adaptive_max_pool2d import trace as trace_parts
from cnnviz.trace import Trace


def global_max_pool2d(x: NDArray) -> NDArray:
    """Keep the largest cell of each map; NaN wins.

    Parameters
    ----------
    x : ndarray of shape (N, C, H, W)
        Images, channels, rows, columns, in any unit; the output keeps that unit.

    Returns
    -------
    ndarray of shape (N, C, 1, 1)
        ``torch.nn.functional.adaptive_max_pool2d(x, 1)``.

    Examples
    --------
    >>> import numpy as np
    >>> global_max_pool2d(np.array([[[[1, 2], [3, 6]]]]))
    array([[[[6]]]])
    """
    return adaptive_max_pool2d(x, 1)


def global_max_pool2d_backward(grad_output: NDArray, x: NDArray) -> Gradients:
    """Pass the gradient of each map to the first of its largest cells.

    Parameters
    ----------
    grad_output : ndarray of shape (N, C, 1, 1)
        How the loss moves with each output cell.
    x : ndarray of shape (N, C, H, W)
        As given to `global_max_pool2d`.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([[[[1, 2], [3, 6]]]])
    >>> global_max_pool2d_backward(np.array([[[[8]]]]), x).input.tolist()
    [[[[0, 0], [0, 8]]]]
    """
    return adaptive_max_pool2d_backward(grad_output, x, 1)


def trace(image: NDArray) -> Trace:
    """Run `global_max_pool2d` on one image of shape (C, H, W): one step a map.

    Examples
    --------
    >>> import numpy as np
    >>> trace(np.array([[[1, 2], [3, 6]]])).steps[0].result.item()
    6
    """
    return replace(trace_parts(image, 1), operation="global_max_pool2d")


OPERATION = Operation(
    slug="global_max_pool2d",
    title="Global max pooling",
    order=42,
    forward=global_max_pool2d,
    trace=trace,
    backward=global_max_pool2d_backward,
    family="pooling",
    numpy="y = x.max(axis=(1, 2), keepdims=True)",
    torch="y = F.adaptive_max_pool2d(x, 1)",
)
