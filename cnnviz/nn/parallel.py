"""How a batch is learned from: by one line, or by two that share it.

Two lines can work at the same time, because NumPy lets go of Python's lock while it calculates.
Whether a batch is shared depends on the network and on the batch, never on the machine: a seed
gives the same numbers on one core and on two. `bench/training.py` measures what this is worth.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from cnnviz.nn.data import Data
from cnnviz.nn.layers.layer import Floats
from cnnviz.nn.loss import LOSSES, LossName
from cnnviz.nn.sequential import Sequential

WORTH = 4_000_000  # products in a batch from which sharing it pays
MOST_THREADS = 2

_helper: ThreadPoolExecutor | None = None


def set_num_threads(count: int) -> None:
    """Let this process learn on so many cores, at most 2; on 1 until you say otherwise.

    What is learned stays the same, bit for bit.
    """
    global _helper
    if count < 1:
        raise ValueError(f"at least 1 thread is needed, not {count}")
    if count == 1:
        _helper = None
    elif _helper is None:
        _helper = ThreadPoolExecutor(
            MOST_THREADS - 1, "cnnviz.nn", initializer=np.seterr, initargs=("ignore",)
        )


def get_num_threads() -> int:
    """Say on how many cores this process learns, at the most."""
    return 1 if _helper is None else MOST_THREADS


class ParallelTrainer:
    """What is set up to learn from batches of one size.

    Parameters
    ----------
    net : Sequential
    batch : int
        Images at a time.
    """

    def __init__(self, net: Sequential, batch: int) -> None:
        self.batch = batch
        sizes = [batch // 2, batch - batch // 2] if is_shared(net, batch) else [batch]
        own = net.flat_gradients, net.gradients()
        self.shares = [
            BatchPart(net, size, size / batch, *(net.alike() if at else own))
            for at, size in enumerate(sizes)
        ]

    def learn(self, data: Data, cards: NDArray[np.intp], loss: LossName) -> tuple[float, int]:
        """Write the network's gradients for the training images `cards`.

        Returns
        -------
        float
            The mean loss of the batch.
        int
            How many answers were right.
        """
        first = self.shares[0]
        middle = first.line.batch
        own, others = cards[:middle], cards[middle:]
        if not len(others):
            return first.learn(data, own, loss)
        second = self.shares[1]
        helped = _helper.submit(second.learn, data, others, loss) if _helper else None
        found, right = first.learn(data, own, loss)
        more, also = helped.result() if helped else second.learn(data, others, loss)
        np.add(first.gradients, second.gradients, out=first.gradients)
        return found + more, right + also


class BatchPart:
    """A part of every batch: a line for it, and where its gradients are written."""

    def __init__(
        self,
        net: Sequential,
        size: int,
        part: float,
        gradients: Floats,
        views: dict[str, Floats],
    ) -> None:
        self.line, self.part, self.gradients = net.fresh_line(size, views), part, gradients

    def learn(self, data: Data, cards: NDArray[np.intp], loss: LossName) -> tuple[float, int]:
        """Forward, loss, backward: what these images add to the loss, and how many are right."""
        line, labels = self.line, data.y_train[cards]
        line.put(data.x_train.take(cards, axis=0))
        scores = line.forward()
        found = LOSSES[loss](scores, labels, line.grad)
        if self.part != 1:
            np.multiply(line.grad, self.part, out=line.grad)
        line.backward()
        return found * self.part, int(np.count_nonzero(scores.argmax(axis=0) == labels))


def is_shared(net: Sequential, batch: int) -> bool:
    """Tell whether two lines share a batch: only where there is enough to do for both.

    A layer that looks at the whole batch, or throws dice, keeps it together.

    >>> from cnnviz.nn import Conv2d, Flatten, Linear
    >>> net = Sequential([Conv2d(8, 5), Flatten(), Linear(10)], (1, 28, 28))
    >>> is_shared(net, 8), is_shared(net, 32)
    (False, True)
    """
    apart = batch > 1 and all(layer.each_alone for layer in net.layers)
    return apart and batch * sum(row.multiplies for row in net.summary()) >= WORTH
