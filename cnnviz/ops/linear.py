"""Linear layer, also called dense or fully connected."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError, Walk
from cnnviz.ops._cost import of_windows as cost
from cnnviz.ops._operation import Gradients, Operation, arriving, bare, exact, weighted
from cnnviz.ops._to_weights import collect
from cnnviz.ops._vector import few, laid, vectors, whole_image
from cnnviz.trace import Box, Trace


def linear(x: NDArray, weight: NDArray, bias: NDArray | None = None) -> NDArray:
    """Return for every class the weighted sum of all inputs plus the bias.

    Parameters
    ----------
    x : ndarray of shape (N, D)
        A row of numbers for every image, in any unit.
    weight : ndarray of shape (K, D)
        A row of weights for every class; may be laid out like the image, (K, C, H, W).
    bias : ndarray of shape (K,), optional
        Added to the sum of a class.

    Returns
    -------
    ndarray of shape (N, K)
        ``y[n, k] = bias[k] + sum over d of x[n, d] * weight[k, d]``, as
        ``torch.nn.functional.linear``.

    Raises
    ------
    ShapeError
        When sizes do not fit; the message carries the reader's numbers.

    Examples
    --------
    >>> linear(np.array([[1, 2]]), np.array([[3, 4], [5, 6]]), np.array([100, 200]))
    array([[111, 217]])
    """
    x = vectors(x)
    y = x @ _rows(weight, x, bias).T
    return y if bias is None else y + exact(bias)


def linear_backward(
    grad_output: NDArray, x: NDArray, weight: NDArray, bias: NDArray | None = None
) -> Gradients:
    """Compute the gradients of `linear`.

    Parameters
    ----------
    grad_output : ndarray of shape (N, K)
        How the loss moves with each class's sum.
    x, weight, bias
        As given to `linear`.

    Returns
    -------
    Gradients
        A number of the row gathers from every class what arrives there, times its weight. A
        weight gathers from every row the number it met, times what arrives. A bias gathers
        what arrives at its class.

    Examples
    --------
    >>> linear_backward(np.array([[1, 10]]), np.array([[1, 2]]), np.array([[3, 4], [5, 6]]))
    Gradients(input=array([[53, 64]]), weight=array([[ 1,  2],
           [10, 20]]), bias=array([ 1, 10]))
    """
    x = vectors(x)
    rows = _rows(weight, x, bias)
    grad = arriving(grad_output, (len(x), len(rows)))
    return Gradients(grad @ rows, (grad.T @ x).reshape(np.shape(weight)), grad.sum(axis=0))


def trace(image: NDArray, weight: NDArray, bias: NDArray | None = None) -> Trace:
    """Run `linear` on one image of shape (C, H, W) and keep the sum of every class.

    The weights of a class are laid out like the image; every class has its own bias, so the
    trace's `start` has the shape of the output, (1, 1, K).

    Examples
    --------
    >>> seen = trace(np.array([[[1, 2]]]), np.array([[3, 4], [5, 6]]), np.array([100, 200]))
    >>> [(step.terms.tolist(), step.result.item()) for step in seen.steps]
    [([[[3, 8]]], 11), ([[[5, 12]]], 17)]
    >>> seen.output.tolist()
    [[[111, 217]]]
    """
    x, row = laid(image)
    output = linear(row, weight, bias)[None]
    few(output.size)
    filters = exact(weight).reshape(-1, *x.shape)
    start = np.zeros(output.shape) if bias is None else np.reshape(bias, output.shape)
    steps = tuple(
        weighted(whole_image(x), Box(0, place), x, filter, place)
        for place, filter in enumerate(filters)
    )
    return Trace("linear", x, output, bare(x), start.astype(output.dtype), steps, filters)


def to_weights(image: NDArray, weight: NDArray, grad_output: NDArray, *, filter: int = 0) -> Trace:
    """Collect the gradient of one class's weights: every cell, times what arrives there.

    The output has the shape of the image; `grad_output` has the shape of the trace's output,
    (1, 1, K), and the number for the class is a kernel of one cell.

    Examples
    --------
    >>> image, weight = np.array([[[1, 2]]]), np.array([[3, 4], [5, 6]])
    >>> to_weights(image, weight, np.array([[[1, 10]]]), filter=1).output
    array([[[10, 20]]])
    """
    x, row = laid(image)
    arrives = arriving(grad_output, (1, 1, len(_rows(weight, row))))[..., filter]
    size = x.shape[1:]
    return collect("linear", x, range(len(x)), arrives, Walk(size, (1, 1)), size)


def _rows(weight: NDArray, x: NDArray, bias: NDArray | None = None) -> NDArray:
    """Lay each class's weights in a row; check that they fit the rows of `x`, and the bias."""
    weight = exact(weight)
    if weight.ndim < 2:
        raise ShapeError(f"the weight needs 2 axes (K, D), not {weight.ndim}: {weight.shape}")
    rows = weight.reshape(len(weight), int(np.prod(weight.shape[1:])))
    if rows.shape[1] != x.shape[1]:
        raise ShapeError(
            f"a class has {rows.shape[1]} weights, but there are {x.shape[1]} numbers to weigh"
        )
    if bias is not None and np.shape(bias) != (len(rows),):
        raise ShapeError(f"{len(rows)} classes need {len(rows)} biases, not shape {np.shape(bias)}")
    return rows


OPERATION = Operation(
    slug="linear",
    title="Linear layer",
    order=52,
    forward=linear,
    trace=trace,
    backward=linear_backward,
    takes_kernel=True,
    cost=cost,
    family="classifier",
    vector=True,
    makes="Scores",
    to_weights=to_weights,
    numpy="y = weight.reshape(len(weight), -1) @ x.ravel() + bias",
    torch="y = F.linear(x.flatten(1), weight.flatten(1), bias)",
)
