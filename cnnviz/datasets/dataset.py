"""The data set class: images, labels and class names."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.datasets.limits import DataError
from cnnviz.datasets.subsample import spread_evenly


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Images with one class label each.

    Attributes
    ----------
    name : str
        Title.
    images : ndarray of shape (N, C, H, W), float32
        0 is black, 1 is white; read-only.
    labels : ndarray of shape (N,), int64
        Index into `classes` of each image; read-only.
    classes : tuple of str
        Class names; every class has at least one image.
    refused : tuple of str
        For each file that was left out, a sentence with the reason.
    notes : tuple of str
        Sentences about changes to the rest, e.g. that it was subsampled.

    Examples
    --------
    >>> images = np.zeros((5, 1, 2, 2), np.float32)
    >>> pets = Dataset("Pets", images, np.array([0, 1, 0, 0, 1]), ("cat", "dog"))
    >>> pets.counts()
    array([3, 2])
    >>> train, validation = pets.split(np.random.default_rng(0), validation=0.4)
    >>> pets.labels[train], pets.labels[validation]
    (array([0, 1, 0]), array([0, 1]))
    """

    name: str
    images: NDArray[np.float32]
    labels: NDArray[np.int64]
    classes: tuple[str, ...]
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.images.flags.writeable = False
        self.labels.flags.writeable = False

    def __len__(self) -> int:
        return len(self.labels)

    def of(self, number: int) -> NDArray[np.int64]:
        """Return the indices of one class, ascending."""
        return np.flatnonzero(self.labels == number)

    def counts(self) -> NDArray[np.int64]:
        """Count the images of each class.

        Returns
        -------
        ndarray of shape (K,), int64
        """
        return np.bincount(self.labels, minlength=len(self.classes))

    def split(
        self, rng: np.random.Generator, validation: float = 0.2
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Split into training and validation images at random, the same share of each class.

        Parameters
        ----------
        rng : numpy.random.Generator
        validation : float
            Share of the validation images, between 0 and 1. A class of two or more images has
            at least one in each part; a single image is for training.

        Returns
        -------
        train, validation : ndarray of shape (T,) and (V,), int64
            Indices, ascending; together every image exactly once.
        """
        if not 0 < validation < 1:
            raise DataError(f"A share of {validation:g} cannot be held back; take 0.01 to 0.99.")
        held = [self._held(rng, number, validation) for number in range(len(self.classes))]
        behind = np.zeros(len(self), bool)
        behind[np.concatenate(held)] = True
        return np.flatnonzero(~behind), np.flatnonzero(behind)

    def _held(self, rng: np.random.Generator, number: int, share: float) -> NDArray[np.int64]:
        """Choose the validation images of one class at random."""
        mixed = rng.permutation(self.of(number))
        most = len(mixed) - 1
        return mixed[: min(max(round(share * len(mixed)), 1), most)]

    def grid(self, per_class: int = 8) -> NDArray[np.int64]:
        """Choose images to show, evenly spread over each class, a row for each class.

        Parameters
        ----------
        per_class : int

        Returns
        -------
        ndarray of shape (K, per_class), int64
            Indices; -1 where a class has fewer images.

        Examples
        --------
        >>> images = np.zeros((3, 1, 2, 2), np.float32)
        >>> Dataset("Pets", images, np.array([1, 0, 1]), ("cat", "dog")).grid(2)
        array([[ 1, -1],
               [ 0,  2]])
        """
        cells = np.full((len(self.classes), per_class), -1)
        for number, row in enumerate(cells):
            chosen = spread_evenly(self.of(number), per_class)
            row[: len(chosen)] = chosen
        return cells
