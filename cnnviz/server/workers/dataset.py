"""A data set laid out once, in memory that all workers share."""

import hashlib
import threading
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np

from cnnviz import nn
from cnnviz.datasets import Dataset
from cnnviz.server.workers.memory import SharedBytes
from cnnviz.training.spec import SPLIT_SEED, Spec
from cnnviz.training.task import TrainingTask


@dataclass
class SharedDataset:
    """Where a data set lies: the images to train on, those held back, then the labels.

    It travels to a worker, which opens it there; courses with the same data share it.

    Attributes
    ----------
    name : str
        Of the memory.
    shape : tuple of int
        (N, C, H, W), of all images.
    train : int
        How many of them are trained on.
    classes : tuple of str
    """

    name: str
    shape: tuple[int, ...]
    train: int
    classes: tuple[str, ...]
    _memory: SharedBytes | None = field(default=None, repr=False)
    _data: nn.Data | None = field(default=None, repr=False)

    def open(self) -> nn.Data:
        """Look at it, without copying anything."""
        if self._data is None:
            self._memory = SharedBytes(self.name)
            images, labels = views(self._memory, self.shape)
            t = self.train
            self._data = nn.Data(images[:t], labels[:t], images[t:], labels[t:], self.classes)
        return self._data

    def close(self) -> bool:
        """Stop looking; False while a course still does."""
        self._data = None
        return self._memory is None or self._memory.close()


@dataclass(frozen=True)
class OpenTraining:
    """A network in training on its way to a worker.

    Attributes
    ----------
    spec : Spec
    data : SharedDataset
    """

    spec: Spec
    data: SharedDataset

    def begin(self, worker: Any) -> TrainingTask:
        """Make the task; networks with the same data share it."""
        data = worker.data.setdefault(self.data.name, self.data)
        return TrainingTask(self.spec, data.open(), worker.where)


def views(memory: SharedBytes, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """See images (N, C, H, W) and labels (N,) where they lie."""
    size = prod(shape)
    labels = np.frombuffer(memory.buffer, np.int64, shape[0])
    images = np.frombuffer(memory.buffer, np.float32, size, offset=labels.nbytes)
    return images.reshape(shape), labels


class SharedDatasets:
    """The data sets in use, each laid out once, however many learn from it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._laid: dict[str, tuple[SharedDataset, SharedBytes]] = {}
        self._users: dict[str, int] = {}

    def take(self, dataset: Dataset, validation: float, *, shared: bool) -> SharedDataset:
        """Lay a data set out, or find it laid out already; `give_back` ends its use."""
        key = fingerprint(dataset, validation, shared)
        with self._lock:
            if key not in self._laid:
                self._laid[key] = share_dataset(dataset, validation, shared)
            laid, _ = self._laid[key]
            self._users[laid.name] = self._users.get(laid.name, 0) + 1
        return laid

    def give_back(self, name: str) -> bool:
        """End one use; True when it was the last and the memory is freed."""
        with self._lock:
            self._users[name] -= 1
            if self._users[name]:
                return False
            del self._users[name]
            key = next(key for key, (laid, _) in self._laid.items() if laid.name == name)
            self._laid.pop(key)[1].free()
        return True


def share_dataset(
    dataset: Dataset, validation: float, shared: bool
) -> tuple[SharedDataset, SharedBytes]:
    """Split a data set and write it out."""
    train, held = dataset.split(np.random.default_rng(SPLIT_SEED), validation)
    if not len(held):
        raise ValueError("No image can be held back to judge by: every class has only one.")
    order = np.concatenate([train, held])
    shape = dataset.images.shape
    memory = SharedBytes.make(8 * shape[0] + 4 * prod(shape), shared=shared)
    images, labels = views(memory, shape)
    images[:], labels[:] = dataset.images[order], dataset.labels[order]
    return SharedDataset(memory.name, shape, len(train), tuple(dataset.classes)), memory


def fingerprint(dataset: Dataset, validation: float, shared: bool) -> str:
    """Tell data sets apart by what is in them."""
    kept = (dataset.images.shape, dataset.classes, validation, shared)
    found = hashlib.sha256(repr(kept).encode())
    for array in (dataset.images, dataset.labels):
        found.update(np.ascontiguousarray(array).data)
    return found.hexdigest()
