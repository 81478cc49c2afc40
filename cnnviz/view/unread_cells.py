"""A sentence about the cells that no window reads."""

import numpy as np
from numpy.typing import NDArray

FEW = 3  # more rows are counted instead of listed


def left_out(missed: NDArray[np.bool_]) -> str:
    """Write which rows and columns no window reads, and how many cells these are.

    Parameters
    ----------
    missed : ndarray of bool, shape (H, W)
        The result of `cnnviz.trace.unread`.

    Examples
    --------
    >>> missed = np.zeros((5, 6), bool)
    >>> missed[4] = missed[:, 4:] = True
    >>> said, why = left_out(missed).split(": ")
    >>> said
    'No window reads row 5 or columns 5 and 6'
    >>> why
    '14 of 30 cells change nothing in the output. The last window ends at row 4, column 4.'
    """
    if not missed.any():
        return ""
    if missed.all():
        return "No window reads a cell of the input: all fall on the padding around it."
    by_row, by_col = np.all(missed, axis=1), np.all(missed, axis=0)
    lines = [_named("row", by_row), _named("column", by_col)]
    last_row, last_col = (int(np.flatnonzero(~lost).max()) + 1 for lost in (by_row, by_col))
    return (
        f"No window reads {' or '.join(filter(None, lines))}: {missed.sum():,} of {missed.size:,} "
        "cells change nothing in the output. "
        f"The last window ends at row {last_row}, column {last_col}."
    )


def _named(name: str, lost: NDArray[np.bool_]) -> str:
    """List a few rows or columns, count many.

    >>> _named("row", np.array([0, 1])), _named("row", np.array([0, 0]))
    ('row 2', '')
    >>> _named("row", np.tile([0, 1], 4))
    '4 of 8 rows'
    """
    places = [str(place + 1) for place in np.flatnonzero(lost)]
    if len(places) > FEW:
        return f"{len(places)} of {len(lost)} {name}s"
    *first, last = places or [""]
    if not first:
        return f"{name} {last}" if last else ""
    return f"{name}s {', '.join(first)} and {last}"
