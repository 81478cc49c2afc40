"""Choose a setting without looking at the test images: every image judges once."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.geometry import ShapeError
from cnnviz.nn.data import Data, Score
from cnnviz.nn.layers import Layer
from cnnviz.nn.run import Run


def cross_validate(
    layers: Sequence[Layer],
    x: ArrayLike,
    y: ArrayLike,
    folds: int,
    settings: Mapping[str, Any],
) -> list[Score]:
    """Cut the images into parts; learn from all but one, judge by that one, for each in turn.

    Parameters
    ----------
    layers : sequence of Layer
    x : ndarray of shape (N, C, H, W)
    y : ndarray of N ints
        The classes, counted from 0.
    folds : int
        How many parts, from 2 to N, as equal as can be; the seed shuffles before the cut.
    settings : dict
        Of `Run`, and "epochs", how long each learns (1 if you do not say).

    Returns
    -------
    list of Score
        One a part [1]_.

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
    if not 2 <= folds <= len(x):
        raise ShapeError(f"{len(x)} images can be cut into 2 to {len(x)} parts, not {folds}")
    epochs, classes = settings.pop("epochs", 1), [str(k) for k in range(int(y.max()) + 1)]
    order = np.random.default_rng(settings.get("seed", 0)).permutation(len(x))
    scores = []
    for held in np.array_split(order, folds):
        rest = np.setdiff1d(order, held)
        run = Run(layers, Data(x[rest], y[rest], x[held], y[held], classes), **settings)
        for _ in range(epochs):
            run.epoch()
        scores.append(run.validate())
    return scores
