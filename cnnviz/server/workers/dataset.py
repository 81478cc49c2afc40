"""Data sets in shared memory, one copy for all workers."""

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
    """A data set in shared memory: the labels, the training images, then the validation images.

    It is pickled to a worker, which opens it there; networks with the same data share it.

    Attributes
    ----------
    name : str
        Of the shared memory.
    shape : tuple of int
        (N, C, H, W), of all images.
    train : int
        How many of them are training images.
    classes : tuple of str
    """

    name: str
    shape: tuple[int, ...]
    train: int
    classes: tuple[str, ...]
    _memory: SharedBytes | None = field(default=None, repr=False)
    _data: nn.Data | None = field(default=None, repr=False)

    def open(self) -> nn.Data:
        """Map the memory and return views of it, without copying."""
        if self._data is None:
            self._memory = SharedBytes(self.name)
            images, labels = views(self._memory, self.shape)
            t = self.train
            self._data = nn.Data(images[:t], labels[:t], images[t:], labels[t:], self.classes)
        return self._data

    def close(self) -> bool:
        """Unmap the memory; False while a network still uses it."""
        self._data = None
        return self._memory is None or self._memory.close()


@dataclass(frozen=True)
class OpenTraining:
    """A request to a worker to open a network in training.

    Attributes
    ----------
    spec : Spec
    data : SharedDataset
    """

    spec: Spec
    data: SharedDataset

    def begin(self, worker: Any) -> TrainingTask:
        """Make the task, in the worker."""
        data = worker.data.setdefault(self.data.name, self.data)
        return TrainingTask(self.spec, data.open(), worker.where)


def views(memory: SharedBytes, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return views of the images (N, C, H, W), float32, and the labels (N,), int64, in memory."""
    size = prod(shape)
    labels = np.frombuffer(memory.buffer, np.int64, shape[0])
    images = np.frombuffer(memory.buffer, np.float32, size, offset=labels.nbytes)
    return images.reshape(shape), labels


class SharedDatasets:
    """The data sets in use, each in shared memory once, with a count of its users."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shared: dict[str, tuple[SharedDataset, SharedBytes]] = {}
        self._users: dict[str, int] = {}

    def take(self, dataset: Dataset, validation: float, *, shared: bool) -> SharedDataset:
        """Copy a data set to shared memory, or reuse the copy there; `give_back` ends the use."""
        key = fingerprint(dataset, validation, shared)
        with self._lock:
            if key not in self._shared:
                self._shared[key] = share_dataset(dataset, validation, shared)
            shared_dataset, _ = self._shared[key]
            self._users[shared_dataset.name] = self._users.get(shared_dataset.name, 0) + 1
        return shared_dataset

    def give_back(self, name: str) -> bool:
        """End one use; True when it was the last and the memory has been freed."""
        with self._lock:
            self._users[name] -= 1
            if self._users[name]:
                return False
            del self._users[name]
            key = next(
                key
                for key, (shared_dataset, _) in self._shared.items()
                if shared_dataset.name == name
            )
            self._shared.pop(key)[1].free()
        return True


def share_dataset(
    dataset: Dataset, validation: float, shared: bool
) -> tuple[SharedDataset, SharedBytes]:
    """Split a data set into training and validation images and copy it to memory.

    Raises
    ------
    ValueError
        When no image can be held back for validation.
    """
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
    """Hash a data set's contents and its split."""
    kept = (dataset.images.shape, dataset.classes, validation, shared)
    found = hashlib.sha256(repr(kept).encode())
    for array in (dataset.images, dataset.labels):
        found.update(np.ascontiguousarray(array).data)
    return found.hexdigest()
