"""Training and validation images, and the evaluation of a network on images."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.nn.layers.layer import Floats
from cnnviz.nn.loss import LOSSES, Labels, LossName, softmax
from cnnviz.nn.sequential import Sequential


@dataclass(frozen=True, eq=False)
class Data:
    """Training images and validation images with their labels.

    Parameters
    ----------
    x_train, x_val : ndarray of shape (N, C, H, W)
        Images, kept as float32; the sizes of both agree. `x_val` may hold none.
    y_train, y_val : ndarray of N ints
        The class of each, counted from 0.
    classes : sequence of str
        Names of the classes.

    Raises
    ------
    ShapeError
        When the arrays do not fit each other; the message says which.

    Examples
    --------
    >>> x, y = np.zeros((3, 1, 8, 8)), np.array([0, 1, 1])
    >>> Data(x, y, x[:1], y[:1], ("cat", "dog")).x_train.dtype
    dtype('float32')
    >>> Data(x, y, x, y, ("cat",))
    Traceback (most recent call last):
    cnnviz.geometry.ShapeError: a label to learn from is 1, but there are 1 classes, from 0
    """

    x_train: Floats
    y_train: Labels
    x_val: Floats
    y_val: Labels
    classes: Sequence[str]

    def __post_init__(self) -> None:
        for part, what in (("train", "learn from"), ("val", "judge by")):
            x = np.ascontiguousarray(getattr(self, f"x_{part}"), np.float32)
            y = np.asarray(getattr(self, f"y_{part}"))
            if x.ndim != 4:
                raise ShapeError(f"images to {what} lie as (N, C, H, W), not {x.shape}")
            if y.shape != (len(x),):
                raise ShapeError(f"{len(x)} images to {what} need {len(x)} labels, not {y.shape}")
            if len(y) and not (y.dtype.kind in "iu" and y.min() >= 0 and y.max() < self.count):
                worst = y.min() if y.dtype.kind not in "iu" or y.min() < 0 else y.max()
                raise ShapeError(
                    f"a label to {what} is {worst}, but there are {self.count} classes, from 0"
                )
            object.__setattr__(self, f"x_{part}", x)
            object.__setattr__(self, f"y_{part}", y.astype(np.intp, copy=False))
        if not len(self.x_train):
            raise ShapeError("there is no image to learn from")
        if len(self.x_val) and self.x_train.shape[1:] != self.x_val.shape[1:]:
            sizes = f"{self.x_train.shape[1:]} and {self.x_val.shape[1:]}"
            raise ShapeError(f"images to learn from and to judge by differ in size: {sizes}")

    @property
    def count(self) -> int:
        """Number of classes."""
        return len(self.classes)


class DataScore(NamedTuple):
    """Loss, accuracy and predictions of a network on labelled images.

    Attributes
    ----------
    loss, accuracy : float
        The mean loss, and the fraction of correct predictions, 0 to 1; NaN without images.
    confusion : ndarray of int, shape (K, K)
        Number of images of class `row` predicted as class `column`.
    predictions : ndarray of N ints
        The class with the largest score.
    probabilities : ndarray of shape (N, K)
    """

    loss: float
    accuracy: float
    confusion: NDArray[np.intp]
    predictions: NDArray[np.intp]
    probabilities: Floats


def score_network(
    net: Sequential, x: Floats, labels: Labels, loss: LossName = "cross_entropy"
) -> DataScore:
    """Evaluate a network on images (N, C, H, W) whose classes are known.

    Returns
    -------
    DataScore
    """
    scores = net.forward(x)
    predictions = scores.argmax(axis=1)
    confusion = np.zeros((scores.shape[1], scores.shape[1]), np.intp)
    np.add.at(confusion, (labels, predictions), 1)
    if not len(x):
        return DataScore(np.nan, np.nan, confusion, predictions, scores)
    value = LOSSES[loss](scores.T, labels, np.empty(scores.T.shape, np.float32))
    right = float(np.mean(predictions == labels))
    return DataScore(value, right, confusion, predictions, softmax(scores))
