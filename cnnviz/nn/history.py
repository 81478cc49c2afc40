"""Training history (loss and accuracy by step) in bounded memory."""

import numpy as np
from numpy.typing import NDArray

KEPT = 2048  # rows of each table


class History:
    """Loss and accuracy by step; when a table is full, every second row is dropped.

    Attributes
    ----------
    step, loss, accuracy : ndarray
        Of the training batches; steps are counted from 1.
    val_step, val_loss, val_accuracy : ndarray
        Of the validation images, one row for each call of `Trainer.validate`.

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
        """Add the loss and accuracy of a training batch."""
        self._learned.add(step, loss, accuracy)

    def judged(self, step: int, loss: float, accuracy: float) -> None:
        """Add the loss and accuracy on the validation images."""
        self._judged.add(step, loss, accuracy)

    def rewind(self, step: int) -> None:
        """Drop the rows after a step."""
        self._learned.rewind(step)
        self._judged.rewind(step)

    def copy(self) -> "History":
        """Return an independent copy."""
        copied = History()
        copied._learned, copied._judged = self._learned.copy(), self._judged.copy()
        return copied

    def __len__(self) -> int:
        """Return the number of rows kept for training batches."""
        return len(self.step)

    @property
    def step(self) -> NDArray[np.int64]:
        """Steps of the training batches, counted from 1."""
        return self._learned.column(0).astype(np.int64)

    @property
    def loss(self) -> NDArray[np.float64]:
        """Training loss at each of `step`."""
        return self._learned.column(1)

    @property
    def accuracy(self) -> NDArray[np.float64]:
        """Training accuracy, 0 to 1, at each of `step`."""
        return self._learned.column(2)

    @property
    def val_step(self) -> NDArray[np.int64]:
        """Steps at which the network was validated."""
        return self._judged.column(0).astype(np.int64)

    @property
    def val_loss(self) -> NDArray[np.float64]:
        """Validation loss at each of `val_step`."""
        return self._judged.column(1)

    @property
    def val_accuracy(self) -> NDArray[np.float64]:
        """Validation accuracy, 0 to 1, at each of `val_step`."""
        return self._judged.column(2)


class HistoryTable:
    """Table of (step, loss, accuracy) with at most `KEPT` rows; steps increase."""

    def __init__(self) -> None:
        self.rows = np.empty((KEPT, 3))
        self.length, self.every, self.seen = 0, 1, 0

    def add(self, step: int, loss: float, accuracy: float) -> None:
        """Add a row; once the table has been full, keep every second, then every fourth row ..."""
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
        """Return a copy of one column."""
        return self.rows[: self.length, which].copy()

    def copy(self) -> "HistoryTable":
        """Return an independent copy."""
        copied = HistoryTable()
        copied.rows = self.rows.copy()
        copied.length, copied.every, copied.seen = self.length, self.every, self.seen
        return copied
