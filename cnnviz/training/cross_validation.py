"""Choose a setting by cross-validation: networks learn in turn, and every image judges once.

It never looks at the images held back from the training: those judge what was chosen.
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

MOST = 2000  # images; more would keep a class waiting
EXPLODED = -1.0


@dataclass(frozen=True, slots=True, eq=False)
class CrossValidation(Progress):
    """What is known after `done` of `total` steps.

    Attributes
    ----------
    accuracy : ndarray of shape (settings, folds)
        The share of right answers, 0 to 1; NaN where none is known yet, `EXPLODED` where the
        loss became no number.
    """

    accuracy: NDArray[np.float64]

    @property
    def means(self) -> NDArray[np.float64]:
        """Average each setting over the parts that are known; an exploded one counts as 0."""
        known = ~np.isnan(self.accuracy)
        sums = np.where(known, self.accuracy, 0.0).clip(0).sum(axis=1)
        counts = known.sum(axis=1)
        return np.divide(sums, counts, out=np.full(len(sums), np.nan), where=counts > 0)


def images_for(dataset: Dataset, validation: float) -> NDArray[np.int64]:
    """Find the images that may choose: those learned from, at most `MOST`, of every class."""
    learn, _ = dataset.split(np.random.default_rng(SPLIT_SEED), validation)
    return learn[subsample_classes(dataset.labels[learn], MOST)]


def cross_validate_specs(
    specs: Sequence[Spec], dataset: Dataset, folds: int, epochs: int
) -> Iterator[CrossValidation]:
    """Let each network learn from all parts but one and judge it by that one, part by part.

    Parameters
    ----------
    specs : sequence of Spec
        They differ in the setting to be chosen.
    dataset : Dataset
    folds : int
        How many parts.
    epochs : int
        Rounds through the data each network learns.

    Yields
    ------
    CrossValidation
        After every step, so that whoever waits may leave at any time.
    """
    chosen = images_for(dataset, specs[0].validation)
    x, y = dataset.images[chosen], dataset.labels[chosen]
    accuracy = np.full((len(specs), folds), np.nan)
    each = len(x) - -(-len(x) // folds)  # images a network learns from, at the least
    total = folds * epochs * sum(max(1, each // spec.batch_size) for spec in specs)
    done = 0
    for fold, (rest, held) in enumerate(
        nn.split_folds(len(x), folds, np.random.default_rng(SPLIT_SEED))
    ):
        data = nn.Data(x[rest], y[rest], x[held], y[held], dataset.classes)
        for row, spec in zip(accuracy, specs, strict=True):
            run = spec.build(data)
            for _ in learning(run, epochs):
                done += 1
                yield CrossValidation(min(done, total - 1), total, accuracy.copy())
            row[fold] = run.validate().accuracy if run.epochs >= epochs else EXPLODED
    yield CrossValidation(total, total, accuracy)


def learning(run: nn.Trainer, epochs: int) -> Iterator[None]:
    """Learn step by step; end early when the loss is no number any more."""
    with suppress(nn.Diverged):
        while run.epochs < epochs:
            run.step()
            yield
