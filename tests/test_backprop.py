"""The way back by hand, held against nudges: for every operation there is."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cnnviz.backward.gradient_check import (
    LOSSES,
    NUDGE,
    all_gradients,
    check_gradient,
    input_gradient_trace,
    silent_cells,
)
from cnnviz.ops import ALL
from tests.test_operations import inputs

IMAGE = np.random.default_rng(3).uniform(-2, 2, (4, 4, 5)).round(2)
every_operation = pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.slug)
every_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)


def arrays_of(operation):
    return [np.asarray(array, float) for array in inputs(operation, operation.defaults, IMAGE)]


@every_loss
@every_operation
def test_a_nudge_moves_the_loss_by_the_gradient(operation, loss):
    arrays, rng = arrays_of(operation), np.random.default_rng(0)
    for which, array in enumerate(arrays):
        for _ in range(3):
            cell = tuple(int(rng.integers(size)) for size in array.shape)
            found = check_gradient(operation, arrays, operation.defaults, loss, which, cell)
            assert not found.kink
            assert_allclose(found.moved, found.gradient * NUDGE, rtol=0.01, atol=1e-9)


@every_operation
def test_the_gradients_have_the_shapes_of_what_went_in(operation):
    arrays = arrays_of(operation)
    trace = operation.trace(*arrays, **operation.defaults)
    found = all_gradients(operation, arrays, operation.defaults, trace, LOSSES[0])
    assert [part.shape for part in found] == [array.shape for array in arrays]
    assert_allclose(input_gradient_trace(trace, LOSSES[0]).output, found[0], atol=1e-12)


def test_a_kink_is_told_from_a_slope():
    relu = next(operation for operation in ALL if operation.slug == "relu")
    at_kink = check_gradient(relu, [np.array([[[0.0, 2.0]]])], {}, LOSSES[0], 0, (0, 0, 0))
    beside = check_gradient(relu, [np.array([[[0.0, 2.0]]])], {}, LOSSES[0], 0, (0, 0, 1))
    assert (at_kink.kink, at_kink.gradient) == (True, 0)
    assert (beside.kink, beside.gradient) == (False, 1)


def test_silence_is_counted_where_nothing_moves():
    relu, sigmoid = (next(op for op in ALL if op.slug == slug) for slug in ("relu", "sigmoid"))
    image = np.array([[[-1.0, 2.0], [0.0, 3.0]]])
    assert silent_cells(relu.trace(image)) == 2
    assert silent_cells(sigmoid.trace(image)) == 0
