"""Conversion of labels (numbers, names or one-hot rows) to class indices."""

import sys

import numpy as np
from numpy.typing import NDArray

from cnnviz.datasets.limits import DataError, check_classes, check_name
from cnnviz.text import count_of, format_shape

ONE_HOT = "One-hot labels were read: the place of the 1 is the class."


def number_classes(labels: NDArray) -> tuple[NDArray[np.int64], tuple[str, ...], list[str]]:
    """Assign indices to the classes that occur, in ascending or alphabetical order.

    Parameters
    ----------
    labels : ndarray of shape (N,), (N, 1) or (N, K)
        Integers or names; several columns are one-hot rows.

    Returns
    -------
    numbers : ndarray of shape (N,), int64
    classes : tuple of str
    notes : list of str

    Raises
    ------
    DataError
        One sentence for the user.

    Examples
    --------
    >>> number_classes(np.array([7, 3, 7]))
    (array([1, 0, 1]), ('3', '7'), [])
    >>> number_classes(np.array([[0, 1], [1, 0]]))[:2]
    (array([1, 0]), ('0', '1'))
    """
    column, notes = _one_column(labels)
    if column.dtype.kind not in "US":
        _check_whole(column)
    values, numbers = np.unique(column, return_inverse=True)
    check_classes(len(values))
    classes = tuple(check_name(name) for name in _names(values))
    if len(classes) < 2:
        several = count_of(len(labels), "image")
        raise DataError(
            f"There is one class only, {classes[0]}, for {several}; two or more are needed."
        )
    return numbers, classes, notes


def _one_column(labels: NDArray) -> tuple[NDArray, list[str]]:
    """Return the class of one-hot rows; a single column is unchanged."""
    if labels.dtype.kind not in "buifUS":
        raise DataError(f"The labels are of the type {labels.dtype}, not numbers or names.")
    if labels.dtype.kind == "b":
        labels = labels.view(np.uint8)
    if labels.ndim == 1 or (labels.ndim == 2 and labels.shape[1] == 1):
        return labels.ravel(), []
    shape = format_shape(labels.shape, "x")
    if labels.ndim != 2 or labels.dtype.kind in "US":
        raise DataError(f"The labels have the shape {shape}; each image needs one.")
    if not (np.isin(labels, (0, 1)).all() and (labels.sum(axis=1) == 1).all()):
        raise DataError(f"The labels have the shape {shape}, but not one 1 in each row.")
    return labels.argmax(axis=1), [ONE_HOT]


def _check_whole(labels: NDArray) -> None:
    """Raise for numeric labels that are no integers, or negative."""
    if labels.dtype.kind == "f":
        wrong = labels[~np.isfinite(labels) | (labels != np.round(labels))]
        if len(wrong):
            raise DataError(f"The label {wrong[0]:g} is not a whole number.")
    if labels.min() < 0:
        raise DataError(f"The label {labels.min():g} is negative; classes count from 0.")


def _names(values: NDArray) -> list[str]:
    """Return the class names as text."""
    if values.dtype.kind not in "US":
        return [str(int(value)) for value in values]
    unreadable = "The names of the classes are not readable text."
    if values.dtype.kind == "U":
        letters = np.frombuffer(values.tobytes(), values.dtype.byteorder + "u4")
        if (letters > sys.maxunicode).any():
            raise DataError(unreadable)
        return values.tolist()
    try:
        return [name.decode() for name in values.tolist()]
    except UnicodeDecodeError as cause:
        raise DataError(unreadable) from cause
