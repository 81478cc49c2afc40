"""A cross-validation as a table: a column for each setting, a row for each fold."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.contracts.job import JobFrameHeader, TableCell
from cnnviz.message import pack
from cnnviz.training.cross_validation import CrossValidation

WAITING, EXPLODED = "…", "exploded"


def cross_validation_frame(
    state: CrossValidation, *, what: str, settings: Sequence[str], running: bool
) -> bytes:
    """Pack the results so far for the component ``job``.

    Parameters
    ----------
    state : CrossValidation
    what : str
        The name of the setting: "Learning rate".
    settings : sequence of str
    running : bool
        Ignored: the frame is the same while the job runs.

    Returns
    -------
    bytes
        A message with a `cnnviz.contracts.job.JobFrameHeader`.
    """
    rows = table_rows(state.accuracy, state.means)
    header: JobFrameHeader = {"head": [what, *settings], "rows": rows}
    return pack(header)


def table_rows(accuracy: NDArray, means: NDArray) -> list[list[TableCell]]:
    """Return rows with the mean accuracy of each setting, in percent, and that of each fold.

    Parameters
    ----------
    accuracy : ndarray of shape (settings, folds)
        NaN where not computed yet, negative where the loss exploded.
    means : ndarray of shape (settings,)
        The best is bold.

    Examples
    --------
    >>> known = np.array([[0.5, 0.75], [-1, np.nan]])
    >>> for row in table_rows(known, np.array([0.625, 0])):
    ...     print([("**" * cell["strong"]) + cell["text"] for cell in row])
    ['**Mean, %', '**62.5', '0.0']
    ['Part 1', '50.0', 'exploded']
    ['Part 2', '75.0', '…']
    """
    best = None if np.isnan(means).all() else int(np.nanargmax(means))
    mean = [_cell(percent_or_state(m), strong=at == best) for at, m in enumerate(means)]
    parts = [
        [_cell(f"Part {number}"), *(_cell(percent_or_state(share)) for share in shares)]
        for number, shares in enumerate(accuracy.T, 1)
    ]
    return [[_cell("Mean, %", strong=True), *mean], *parts]


def percent_or_state(share: float) -> str:
    """Write an accuracy in percent, or why there is none.

    >>> percent_or_state(0.9876), percent_or_state(float("nan")), percent_or_state(-1)
    ('98.8', '…', 'exploded')
    """
    if np.isnan(share):
        return WAITING
    return EXPLODED if share < 0 else f"{share:.1%}".removesuffix("%")


def _cell(text: str, *, strong: bool = False) -> TableCell:
    return {"text": text, "strong": strong}
