"""What all data sets are: images, a label each, and the names of the classes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.datasets.limits import DataError
from cnnviz.datasets.subsample import spread_evenly


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Images and the class each belongs to.

    Attributes
    ----------
    name : str
        For a heading.
    images : ndarray of shape (N, C, H, W), float32
        0 is black, 1 is white; not to be written to.
    labels : ndarray of shape (N,), int64
        A class each, as an index into `classes`; not to be written to.
    classes : tuple of str
        The names; every one has at least one image.
    refused : tuple of str
        A sentence for each file that was left out, and why.
    notes : tuple of str
        Sentences about what was done to the rest, e.g. that it was thinned.

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
        """Give the indices of one class, in rising order."""
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
        """Hold images back at random, the same share of each class.

        Parameters
        ----------
        rng : numpy.random.Generator
        validation : float
            The share held back, between 0 and 1. A class of two or more images has at least
            one on either side; a single image is trained on.

        Returns
        -------
        train, validation : ndarray of shape (T,) and (V,), int64
            Indices in rising order; together every image, once.
        """
        if not 0 < validation < 1:
            raise DataError(f"A share of {validation:g} cannot be held back; take 0.01 to 0.99.")
        held = [self._held(rng, number, validation) for number in range(len(self.classes))]
        behind = np.zeros(len(self), bool)
        behind[np.concatenate(held)] = True
        return np.flatnonzero(~behind), np.flatnonzero(behind)

    def _held(self, rng: np.random.Generator, number: int, share: float) -> NDArray[np.int64]:
        """Draw the images of one class that are held back."""
        mixed = rng.permutation(self.of(number))
        most = len(mixed) - 1
        return mixed[: min(max(round(share * len(mixed)), 1), most)]

    def grid(self, per_class: int = 8) -> NDArray[np.int64]:
        """Choose images to show, a row for each class, evenly spread over it.

        Parameters
        ----------
        per_class : int

        Returns
        -------
        ndarray of shape (K, per_class), int64
            Indices; -1 where a class has no more.

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
