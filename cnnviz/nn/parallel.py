"""Gradients of a training batch, computed by one executor, or by two that split the batch.

Two executors can run in parallel threads, because NumPy releases the GIL while it computes.
Whether a batch is split depends on the network and on the batch, never on the machine: a seed
gives the same numbers on one core and on two. `bench/training.py` measures the speed-up.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from cnnviz.nn.data import Data
from cnnviz.nn.layers.layer import Floats
from cnnviz.nn.loss import LOSSES, LossName
from cnnviz.nn.sequential import Sequential

WORTH = 4_000_000  # products in a batch from which splitting it is faster
MOST_THREADS = 2

_helper: ThreadPoolExecutor | None = None


def set_num_threads(count: int) -> None:
    """Set how many threads this process trains with: 1 (the default) or 2, the maximum.

    Results are bit for bit the same with either.
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
    """Return the maximum number of threads this process trains with."""
    return 1 if _helper is None else MOST_THREADS


class ParallelTrainer:
    """Computes loss and gradients of training batches of one size.

    Parameters
    ----------
    net : Sequential
    batch : int
        Images in a batch.
    """

    def __init__(self, net: Sequential, batch: int) -> None:
        self.batch = batch
        sizes = [batch // 2, batch - batch // 2] if is_shared(net, batch) else [batch]
        own = net.flat_gradients, net.gradients()
        self.shares = [
            BatchPart(net, size, size / batch, *(net.alike() if at else own))
            for at, size in enumerate(sizes)
        ]

    def learn(self, data: Data, indices: NDArray[np.intp], loss: LossName) -> tuple[float, int]:
        """Compute the network's gradients, in place, for the training images `indices`.

        Returns
        -------
        float
            The mean loss of the batch.
        int
            Number of correct predictions.
        """
        first = self.shares[0]
        middle = first.line.batch
        own, others = indices[:middle], indices[middle:]
        if not len(others):
            return first.learn(data, own, loss)
        second = self.shares[1]
        future = _helper.submit(second.learn, data, others, loss) if _helper else None
        found, right = first.learn(data, own, loss)
        more, also = future.result() if future else second.learn(data, others, loss)
        np.add(first.gradients, second.gradients, out=first.gradients)
        return found + more, right + also


class BatchPart:
    """A part of every batch: an executor for it, and the arrays its gradients are written to.

    `part` is the fraction of the batch, 0 to 1.
    """

    def __init__(
        self,
        net: Sequential,
        size: int,
        part: float,
        gradients: Floats,
        views: dict[str, Floats],
    ) -> None:
        self.line, self.part, self.gradients = net.fresh_line(size, views), part, gradients

    def learn(self, data: Data, indices: NDArray[np.intp], loss: LossName) -> tuple[float, int]:
        """Run forward, loss and backward; return loss times `part`, and the number correct."""
        executor, labels = self.line, data.y_train[indices]
        executor.put(data.x_train.take(indices, axis=0))
        scores = executor.forward()
        found = LOSSES[loss](scores, labels, executor.grad)
        if self.part != 1:
            np.multiply(executor.grad, self.part, out=executor.grad)
        executor.backward()
        return found * self.part, int(np.count_nonzero(scores.argmax(axis=0) == labels))


def is_shared(net: Sequential, batch: int) -> bool:
    """Tell whether a batch is split between two executors: only when it is large enough.

    It is never split for networks with dropout or batch normalisation (`Layer.each_alone`).

    >>> from cnnviz.nn import Conv2d, Flatten, Linear
    >>> net = Sequential([Conv2d(8, 5), Flatten(), Linear(10)], (1, 28, 28))
    >>> is_shared(net, 8), is_shared(net, 32)
    (False, True)
    """
    separable = batch > 1 and all(layer.each_alone for layer in net.layers)
    return separable and batch * sum(row.multiplies for row in net.summary()) >= WORTH
