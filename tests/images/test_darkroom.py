"""What is said of one pixel holds for the whole picture, for every border, stride and size."""

from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.geometry import ShapeError
from cnnviz.images.filter_chain import (
    OTHERS,
    Treatment,
    apply_treatment,
    border_reach,
    explain_pixel,
)

RNG = np.random.default_rng(0)
PLANE = RNG.integers(0, 256, (8, 9)).astype(float)
BORDERS = ("zeros", "reflect", "replicate", "circular", "none")
KERNELS = [RNG.integers(-3, 4, size).astype(float) for size in ((3, 3), (2, 3), (1, 4), (5, 5))]
TREATMENTS = [
    Treatment("kernel", weights, 7, stride, border)
    for weights, stride, border in product(KERNELS, (1, 2, 3), BORDERS)
] + [Treatment(name) for name in OTHERS]


@pytest.mark.parametrize("treatment", TREATMENTS, ids=lambda t: f"{t.name}-{t.stride}-{t.border}")
def test_a_pixel_looked_at_is_the_pixel_of_the_picture(treatment):
    whole, path = apply_treatment(PLANE, treatment), treatment.path(PLANE.shape)
    for row, col in np.ndindex(whole.shape):
        step = explain_pixel(PLANE, treatment, row, col)
        bias = treatment.bias if treatment.weights is not None else 0
        assert (step.reads, step.writes.row, step.writes.col) == (path.box(row, col), row, col)
        assert_allclose(step.result.item() + bias, whole[row, col], atol=1e-3)


@pytest.mark.parametrize("treatment", TREATMENTS, ids=lambda t: f"{t.name}-{t.stride}-{t.border}")
def test_the_rim_is_what_changes_with_the_border(treatment):
    top, bottom, left, right = border_reach(PLANE.shape, [treatment])
    whole = apply_treatment(PLANE, treatment)
    inside = np.zeros(whole.shape, bool)
    inside[top : whole.shape[0] - bottom, left : whole.shape[1] - right] = True
    path = treatment.path(PLANE.shape)
    for row, col in np.ndindex(whole.shape):
        box = path.box(row, col)
        real = set(box.rows) <= set(range(8)) and set(box.cols) <= set(range(9))
        assert inside[row, col] == real, (row, col)


def test_rims_grow_along_a_chain():
    blur = Treatment("blur", np.ones((3, 3)))
    assert border_reach((9, 9), [blur, blur, Treatment("Max pool")]) == (1, 1, 1, 1)
    assert border_reach((9, 9), []) == (0, 0, 0, 0)


def test_colours_are_treated_alike():
    picture = np.random.default_rng(1).integers(0, 256, (6, 7, 3), np.uint8)
    for treatment in (Treatment("k", KERNELS[0], 3), *(Treatment(name) for name in OTHERS)):
        planes = [apply_treatment(picture[..., colour], treatment) for colour in range(3)]
        assert_allclose(apply_treatment(picture, treatment), np.stack(planes, axis=-1), atol=1e-3)


@pytest.mark.parametrize(
    ("treatment", "sentence"),
    [
        (Treatment("k", np.ones((3, 3)), border="none"), "a window of 3 does not fit 1 cell"),
        (Treatment("k", np.ones((3, 3)), border="reflect"), "reflect can add at most 0 cells to 1"),
        (Treatment("Max pool"), "a window of 2 does not fit 1 cell"),
    ],
)
def test_what_does_not_fit_one_pixel_is_refused(treatment, sentence):
    with pytest.raises(ShapeError, match=sentence):
        apply_treatment(np.ones((1, 1)), treatment)


def test_one_pixel_can_be_filtered():
    assert_array_equal(apply_treatment(np.full((1, 1), 9), Treatment("k", np.ones((3, 3)))), [[9]])
