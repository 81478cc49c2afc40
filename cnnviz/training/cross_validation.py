"""Cross-validation of several specs: every training image is used for validation once.

The validation images of the training page are not used: they evaluate the setting chosen.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz import nn
from cnnviz.datasets import Dataset
from cnnviz.datasets.subsample import subsample_classes
from cnnviz.insight import Progress
from cnnviz.training.spec import SPLIT_SEED, Spec

MOST = 2000  # images; more would take too long in a lesson
EXPLODED = -1.0  # accuracy of a training whose loss was not finite


@dataclass(frozen=True, slots=True, eq=False)
class CrossValidation(Progress):
    """The results after `done` of `total` steps.

    Attributes
    ----------
    accuracy : ndarray of shape (settings, folds)
        Validation accuracy, 0 to 1; NaN where not known yet, `EXPLODED` where the loss became
        NaN or infinite.
    """

    accuracy: NDArray[np.float64]

    @property
    def means(self) -> NDArray[np.float64]:
        """Mean accuracy of each setting over the folds known so far; `EXPLODED` counts as 0."""
        known = ~np.isnan(self.accuracy)
        sums = np.where(known, self.accuracy, 0.0).clip(0).sum(axis=1)
        counts = known.sum(axis=1)
        return np.divide(sums, counts, out=np.full(len(sums), np.nan), where=counts > 0)


def images_for(dataset: Dataset, validation: float) -> NDArray[np.int64]:
    """Return the indices of the training images, at most `MOST`, of every class."""
    learn, _ = dataset.split(np.random.default_rng(SPLIT_SEED), validation)
    return learn[subsample_classes(dataset.labels[learn], MOST)]


def cross_validate_specs(
    specs: Sequence[Spec], dataset: Dataset, folds: int, epochs: int
) -> Iterator[CrossValidation]:
    """Train a network for each spec on all folds but one, validate on that one, fold by fold.

    Parameters
    ----------
    specs : sequence of Spec
        They differ in the setting to choose.
    dataset : Dataset
    folds : int
        Number of folds.
    epochs : int
        Epochs of each training.

    Yields
    ------
    CrossValidation
        After every training step, so that the caller can stop at any time.
    """
    chosen = images_for(dataset, specs[0].validation)
    x, y = dataset.images[chosen], dataset.labels[chosen]
    accuracy = np.full((len(specs), folds), np.nan)
    each = len(x) - -(-len(x) // folds)  # the smallest number of training images
    total = folds * epochs * sum(max(1, each // spec.batch_size) for spec in specs)
    done = 0
    for fold, (rest, held) in enumerate(
        nn.split_folds(len(x), folds, np.random.default_rng(SPLIT_SEED))
    ):
        data = nn.Data(x[rest], y[rest], x[held], y[held], dataset.classes)
        for row, spec in zip(accuracy, specs, strict=True):
            trainer = spec.build(data)
            for _ in learning(trainer, epochs):
                done += 1
                yield CrossValidation(min(done, total - 1), total, accuracy.copy())
            row[fold] = trainer.validate().accuracy if trainer.epochs >= epochs else EXPLODED
    yield CrossValidation(total, total, accuracy)


def learning(trainer: nn.Trainer, epochs: int) -> Iterator[None]:
    """Train, yielding after every step; end early when the loss is not finite."""
    with suppress(nn.Diverged):
        while trainer.epochs < epochs:
            trainer.step()
            yield
