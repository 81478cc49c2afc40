"""What every operation promises, checked for every file in cnnviz/ops and every option offered."""

from functools import cache
from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cnnviz.geometry import ShapeError
from cnnviz.ops import ALL
from cnnviz.trace import history, replay
from tests import oracles

CHANNELS, HEIGHT, WIDTH = 4, 6, 7
RNG = np.random.default_rng(0)
IMAGE = RNG.integers(1, 9, (CHANNELS, HEIGHT, WIDTH)).astype(float) * RNG.choice(
    [-1, 1], (HEIGHT, WIDTH)
)


def every_setting(operation):
    """All combinations of the options the page offers."""
    names = [param.name for param in operation.params]
    return [
        dict(zip(names, values, strict=True))
        for values in product(*(param.options for param in operation.params))
    ]


def inputs(operation, settings, image=IMAGE):
    """An image, and for kernels 2 x 3 filters of unequal sides that suit the groups."""
    if not operation.takes_kernel:
        return [image]
    groups = settings["groups"]
    depth = 2 if operation.slug == "conv_transpose2d" else CHANNELS // groups
    filters = CHANNELS if operation.slug == "conv_transpose2d" else groups * (1 + (groups < 3))
    weight = 1.0 + np.arange(filters * depth * 6).reshape(filters, depth, 2, 3) % 5
    biases = groups * depth if operation.slug == "conv_transpose2d" else filters
    return [image, weight, np.arange(1.0, biases + 1)]


every_operation = pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.slug)


@cache
def possible(operation):
    """The settings that work, each with its trace; the others must refuse with a sentence."""
    working, refused = [], []
    for settings in every_setting(operation):
        try:
            trace = operation.trace(*inputs(operation, settings), **settings)
            working.append((settings, trace))
        except ShapeError as refusal:
            refused.append(str(refusal))
    assert all(any(character.isdigit() for character in sentence) for sentence in refused)
    return working


def real_cells(trace, step):
    """Every real input cell a step claims to read, border copies traced to their source."""
    return {
        (channel, *cell)
        for channel in step.reads.channels
        for row in step.reads.rows
        for col in step.reads.cols
        if (cell := trace.border.source(row, col)) is not None
    }


@every_operation
def test_has_an_oracle(operation):
    assert hasattr(oracles, operation.slug)


@every_operation
def test_agrees_with_its_oracle(operation):
    oracle = getattr(oracles, operation.slug)
    for settings, trace in possible(operation):
        image, *rest = inputs(operation, settings)
        expected = oracle(image[None], *rest, **settings)
        assert_allclose(
            operation.forward(image[None], *rest, **settings), expected, err_msg=str(settings)
        )
        assert_allclose(trace.output, expected[0], err_msg=str(settings))


@every_operation
def test_the_steps_replayed_are_the_output(operation):
    for settings, trace in possible(operation):
        assert_allclose(
            replay(trace.steps, trace.output.shape, trace.start),
            trace.output,
            err_msg=str(settings),
        )


@every_operation
def test_a_step_adds_up(operation):
    combine = {"sum": np.sum, "max": np.max, "mean": np.mean, "each": lambda terms, axis: terms}
    for settings, trace in possible(operation):
        terms, partials, results = (
            np.stack([getattr(step, part) for step in trace.steps])
            for part in ("terms", "partials", "result")
        )
        together = combine[trace.steps[0].combine]
        assert_allclose(together(terms, axis=(2, 3)), partials, err_msg=str(settings))
        assert_allclose(together(partials, axis=1).ravel(), results.ravel(), err_msg=str(settings))


@every_operation
def test_a_step_shows_the_cells_it_says_it_read(operation):
    for settings, trace in possible(operation):
        for step in trace.steps:
            assert step.window.shape == step.reads.shape
            for depth, i, j in np.ndindex(step.reads.shape):
                cell = trace.border.source(step.reads.rows[i], step.reads.cols[j])
                value = 0 if cell is None else trace.image[step.reads.channels[depth], *cell]
                assert step.window[depth, i, j] == value, settings


@every_operation
def test_exactly_the_steps_that_claim_a_cell_change_with_it(operation):
    for settings, before in possible(operation):
        claims = [real_cells(before, step) for step in before.steps]
        rng = np.random.default_rng(1)
        for cell in [
            (0, 0, 0),
            (CHANNELS - 1, HEIGHT - 1, WIDTH - 1),
            *rng.integers(0, IMAGE.shape, (4, 3)),
        ]:
            cell = tuple(map(int, cell))
            nudged = IMAGE.copy()
            nudged[cell] += 0.5
            after = operation.trace(*inputs(operation, settings, nudged), **settings)
            for claim, old, new in zip(claims, before.steps, after.steps, strict=True):
                changed = not np.array_equal(old.terms, new.terms)
                assert (cell in claim) == changed, (settings, cell, old.reads)


@every_operation
def test_the_history_ends_with_the_output(operation):
    for settings, trace in possible(operation):
        seen = np.broadcast_to(trace.start[:, None, None], trace.output.shape).copy()
        for step, after in zip(trace.steps, history(trace), strict=True):
            rows, cols = np.array(step.writes.rows), np.array(step.writes.cols)
            on_map = np.logical_and.outer(
                (rows >= 0) & (rows < seen.shape[1]), (cols >= 0) & (cols < seen.shape[2])
            )
            assert (np.isnan(after) != on_map).all(), settings
            for i, j in np.argwhere(on_map):
                seen[step.writes.channels, rows[i], cols[j]] = after[:, i, j]
        assert_allclose(seen, trace.output, err_msg=str(settings))
