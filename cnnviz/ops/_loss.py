"""Helpers of losses: targets of every row."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.ops._operation import Param, exact

TARGET = Param("target", "Right class", 0, (0, 1, 2, 3), "The class the answer should have been.")


def classes(target: Any, shape: tuple[int, ...]) -> NDArray:
    """Return class indices as (N,), from one for all rows or one per row; raise if invalid.

    >>> classes(2, (3, 4))
    array([2, 2, 2])
    """
    target, (rows, count) = np.asarray(target), shape
    if target.dtype.kind not in "iu" or target.shape not in ((), (rows,)):
        raise ShapeError(
            f"{rows} rows of {count} scores need {rows} class numbers, or one for all; the target "
            f"has shape {target.shape} and type {target.dtype}"
        )
    outside = target[(target < 0) | (target >= count)]
    if outside.size:
        raise ShapeError(
            f"there is no class {outside[0]} among {count}: they are counted from 0 to {count - 1}"
        )
    return np.broadcast_to(target, (rows,))


def one_hot(target: Any, x: NDArray) -> NDArray:
    """Write 1 at the right class of every row and 0 elsewhere, in the dtype of `x` (N, D).

    >>> one_hot([2, 0], np.zeros((2, 3), int))
    array([[0, 0, 1],
           [1, 0, 0]])
    """
    right = classes(target, x.shape)
    return (np.arange(x.shape[1]) == right[:, None]).astype(x.dtype)


def wanted(target: Any, x: NDArray) -> NDArray:
    """Return the targets for `x` (N, D); class indices become one-hot rows."""
    same = np.shape(target) == x.shape
    return exact(target) if same else one_hot(target, x)


def alone(target: Any) -> Any:
    """Flatten the target of one image; a class index is unchanged."""
    return np.reshape(target, (1, -1)) if np.size(target) > 1 else np.reshape(target, ())


def arriving_number(grad_output: Any) -> float:
    """Return the gradient with respect to the loss, one number."""
    if np.size(grad_output) != 1:
        raise ShapeError(f"a loss is 1 number; the gradient has shape {np.shape(grad_output)}")
    return float(np.reshape(grad_output, ()))
