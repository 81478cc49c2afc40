"""k-fold cross-validation: every image is used for validation exactly once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.geometry import ShapeError
from cnnviz.nn.data import Data, DataScore
from cnnviz.nn.layers import Layer
from cnnviz.nn.trainer import Trainer


def cross_validate(
    layers: Sequence[Layer],
    x: ArrayLike,
    y: ArrayLike,
    folds: int,
    settings: Mapping[str, Any],
) -> list[DataScore]:
    """Train once per fold on all other folds, and validate on that fold.

    Parameters
    ----------
    layers : sequence of Layer
    x : ndarray of shape (N, C, H, W)
    y : ndarray of N ints
        The classes, counted from 0.
    folds : int
        Number of folds, from 2 to N, as equal in size as possible; the images are shuffled
        with the seed first.
    settings : dict
        Keyword arguments of `Trainer`, and "epochs", the epochs of each training (default 1).

    Returns
    -------
    list of DataScore
        One for each fold [1]_.

    References
    ----------
    .. [1] Stone (1974), Cross-validatory choice and assessment of statistical predictions,
       Journal of the Royal Statistical Society B 36.

    Examples
    --------
    >>> from cnnviz.nn import Flatten, Linear
    >>> x, y = np.eye(2)[[0, 1] * 6].reshape(12, 1, 1, 2), np.array([0, 1] * 6)
    >>> settings = {"epochs": 20, "batch_size": 4}
    >>> [s.accuracy for s in cross_validate([Flatten(), Linear(2)], x, y, 3, settings)]
    [1.0, 1.0, 1.0]
    """
    x, y, settings = np.asarray(x), np.asarray(y), dict(settings)
    epochs, classes = settings.pop("epochs", 1), [str(k) for k in range(int(y.max()) + 1)]
    scores = []
    for rest, held in split_folds(len(x), folds, np.random.default_rng(settings.get("seed", 0))):
        trainer = Trainer(layers, Data(x[rest], y[rest], x[held], y[held], classes), **settings)
        for _ in range(epochs):
            trainer.epoch()
        scores.append(trainer.validate())
    return scores


def split_folds(
    count: int, folds: int, rng: np.random.Generator
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Split image indices into folds of nearly equal size.

    Yields
    ------
    tuple of two ndarrays of int
        The indices to train on (sorted), and those of the fold held out.

    Examples
    --------
    >>> for rest, held in split_folds(5, 2, np.random.default_rng(0)):
    ...     print(rest, held)
    [0 1] [2 4 3]
    [2 3 4] [0 1]

    Raises
    ------
    ShapeError
        When there are fewer images than folds, or fewer than 2 folds.
    """
    if not 2 <= folds <= count:
        raise ShapeError(f"{count} images can be cut into 2 to {count} parts, not {folds}")
    order = rng.permutation(count)
    for held in np.array_split(order, folds):
        yield np.setdiff1d(order, held), held
