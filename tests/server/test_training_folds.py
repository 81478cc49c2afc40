"""Cross-validation: every image judges once, none that is held back does, and it can be left."""

import numpy as np
import pytest

from cnnviz import nn
from cnnviz.datasets import digits
from cnnviz.training import cross_validation
from cnnviz.training.cross_validation import (
    EXPLODED,
    CrossValidation,
    cross_validate_specs,
    images_for,
)
from cnnviz.training.spec import SPLIT_SEED
from tests.server.learning import SPEC

FEW = 300


@pytest.fixture(autouse=True)
def few_images(monkeypatch):
    monkeypatch.setattr(cross_validation, "MOST", FEW)


def test_images_held_back_never_choose():
    data = digits()
    chosen = images_for(data, 0.2)
    _, held = data.split(np.random.default_rng(SPLIT_SEED), 0.2)
    assert len(chosen) == FEW
    assert not set(chosen) & set(held)
    assert set(data.labels[chosen]) == set(range(10))


def test_it_finds_what_cross_validate_finds():
    data = digits()
    *_, last = cross_validate_specs([SPEC.changed(seed=SPLIT_SEED)], data, 3, 2)
    chosen = images_for(data, SPEC.validation)
    settings = {"optimizer": nn.Adam(0.01), "seed": SPLIT_SEED, "epochs": 2}
    scores = nn.cross_validate(
        SPEC.build_layers(), data.images[chosen], data.labels[chosen], 3, settings
    )
    assert last.accuracy.tolist() == [[score.accuracy for score in scores]]


def test_a_better_setting_wins_and_an_exploded_one_counts_as_nothing():
    specs = [SPEC.changed(lr=0.00001), SPEC, SPEC.changed(optimizer="sgd", lr=10.0)]
    found = list(cross_validate_specs(specs, digits(), 2, 20))
    last = found[-1]
    assert last.done == last.total
    assert last.means.argmax() == 1
    assert last.means[1] > 0.7
    assert [state.done for state in found] == sorted(state.done for state in found)
    assert len(found) == pytest.approx(last.total, rel=0.4)


def test_exploded_is_said_and_unknown_is_not_counted():
    found = CrossValidation(1, 2, np.array([[0.5, np.nan], [EXPLODED, 0.8], [np.nan, np.nan]]))
    np.testing.assert_array_equal(found.means, [0.5, 0.4, np.nan])


def test_more_parts_than_images_is_a_sentence():
    with pytest.raises(ValueError, match="300 images can be cut into 2 to 300 parts, not 400"):
        next(cross_validate_specs([SPEC], digits(), 400, 1))
