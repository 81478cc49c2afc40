"""A cross-validation as a table: a column for each setting, a row for each part."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WAITING, EXPLODED = "…", "exploded"


def table(what: str, settings: Sequence[str], accuracy: NDArray, means: NDArray) -> str:
    """Set the accuracy on each part, in percent, and their mean under the settings.

    Parameters
    ----------
    what : str
        What the settings are called: "Learning rate".
    settings : sequence of str
    accuracy : ndarray of shape (settings, folds)
        NaN where none is known yet, negative where the loss exploded.
    means : ndarray of shape (settings,)
        The best of them is bold.

    Examples
    --------
    >>> known = np.array([[0.5, 0.75], [-1, np.nan]])
    >>> print(table("Learning rate", ["0.01", "10"], known, np.array([0.625, 0])))
    | Learning rate | 0.01 | 10 |
    |---|---:|---:|
    | **Mean, %** | **62.5** | 0.0 |
    | Part 1 | 50.0 | exploded |
    | Part 2 | 75.0 | … |
    """
    best = None if np.isnan(means).all() else int(np.nanargmax(means))
    mean = [f"**{written(m)}**" if at == best else written(m) for at, m in enumerate(means)]
    parts = [
        [f"Part {number}", *map(written, shares)] for number, shares in enumerate(accuracy.T, 1)
    ]
    rows = [[what, *settings], ["**Mean, %**", *mean], *parts]
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|---" + "|---:" * len(settings) + "|", *body])


def written(share: float) -> str:
    """Write a share in percent.

    >>> written(0.9876), written(float("nan")), written(-1)
    ('98.8', '…', 'exploded')
    """
    if np.isnan(share):
        return WAITING
    return EXPLODED if share < 0 else f"{share:.1%}".removesuffix("%")
