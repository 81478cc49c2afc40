"""What happened in a run, in bounded memory."""

import numpy as np
from numpy.typing import NDArray

KEPT = 2048  # rows of each table


class History:
    """Loss and accuracy, step by step; when a table is full, every second row goes.

    Attributes
    ----------
    step, loss, accuracy : ndarray
        Of the batches learned from: at which step, counted from 1.
    val_step, val_loss, val_accuracy : ndarray
        Of the images to judge by, whenever `Run.validate` was asked.

    Examples
    --------
    >>> history = History()
    >>> for step in range(1, 10_001):
    ...     history.learned(step, 1 / step, 0.5)
    >>> len(history.step), history.step[:3].tolist(), history.step[-1].item()
    (1250, [1, 9, 17], 9993)
    """

    def __init__(self) -> None:
        self._learned, self._judged = HistoryTable(), HistoryTable()

    def learned(self, step: int, loss: float, accuracy: float) -> None:
        """Note what one batch gave."""
        self._learned.add(step, loss, accuracy)

    def judged(self, step: int, loss: float, accuracy: float) -> None:
        """Note what the images to judge by gave."""
        self._judged.add(step, loss, accuracy)

    def rewind(self, step: int) -> None:
        """Forget what came after a step."""
        self._learned.rewind(step)
        self._judged.rewind(step)

    def copy(self) -> "History":
        """Copy, so that a branch can go its own way."""
        twin = History()
        twin._learned, twin._judged = self._learned.copy(), self._judged.copy()
        return twin

    def __len__(self) -> int:
        """Count the rows kept of the batches."""
        return len(self.step)

    @property
    def step(self) -> NDArray[np.int64]:
        """Steps of the batches, counted from 1."""
        return self._learned.column(0).astype(np.int64)

    @property
    def loss(self) -> NDArray[np.float64]:
        """Their losses."""
        return self._learned.column(1)

    @property
    def accuracy(self) -> NDArray[np.float64]:
        """Their shares of right answers."""
        return self._learned.column(2)

    @property
    def val_step(self) -> NDArray[np.int64]:
        """Steps at which the network was judged."""
        return self._judged.column(0).astype(np.int64)

    @property
    def val_loss(self) -> NDArray[np.float64]:
        """The losses then."""
        return self._judged.column(1)

    @property
    def val_accuracy(self) -> NDArray[np.float64]:
        """The shares of right answers then."""
        return self._judged.column(2)


class HistoryTable:
    """Rows of three numbers; the first rises."""

    def __init__(self) -> None:
        self.rows = np.empty((KEPT, 3))
        self.length, self.every, self.seen = 0, 1, 0

    def add(self, step: int, loss: float, accuracy: float) -> None:
        """Keep every first, then every second, every fourth row ..."""
        if self.length == len(self.rows):
            self.length = (self.length + 1) // 2
            self.rows[: self.length] = self.rows[::2].copy()
            self.every *= 2
        if self.seen % self.every == 0:
            self.rows[self.length] = step, loss, accuracy
            self.length += 1
        self.seen += 1

    def rewind(self, step: int) -> None:
        """Drop the rows after a step."""
        self.length = int(np.searchsorted(self.rows[: self.length, 0], step, side="right"))
        self.seen = self.length * self.every

    def column(self, which: int) -> NDArray[np.float64]:
        """Copy one column."""
        return self.rows[: self.length, which].copy()

    def copy(self) -> "HistoryTable":
        """Copy everything."""
        twin = HistoryTable()
        twin.rows = self.rows.copy()
        twin.length, twin.every, twin.seen = self.length, self.every, self.seen
        return twin
