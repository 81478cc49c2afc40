"""What every operation promises, checked for every file in cnnviz/ops and every option offered."""

from functools import cache, partial
from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.backward import backward_trace
from cnnviz.geometry import ShapeError
from cnnviz.ops import ALL
from cnnviz.trace import history, replay
from tests import oracles

CHANNELS, HEIGHT, WIDTH = 4, 6, 7
CLASSES = 3
RNG = np.random.default_rng(0)
IMAGE = RNG.integers(1, 9, (CHANNELS, HEIGHT, WIDTH)).astype(float) * RNG.choice(
    [-1, 1], (HEIGHT, WIDTH)
)
#: No two cells alike and none near a whole number: no maximum is tied, no corner is near.
SMOOTH = IMAGE + (RNG.permutation(IMAGE.size).reshape(IMAGE.shape) + 1) / (3 * IMAGE.size)

agrees = partial(assert_allclose, rtol=1e-9, atol=1e-9)

#: How the terms of one channel become its partial, and the partials the result.
TOGETHER = {"max": np.max, "min": np.min, "median": np.median}
FINISH = {
    "mean": lambda step, total: total / step.divisor,
    "norm": lambda step, total: root(total, step.divisor),
    "share": lambda step, total: step.terms.flat[step.filter] / total,
    "log_share": lambda step, total: np.log(step.terms.flat[step.filter] / total),
}


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
    if operation.slug == "linear":
        weight = 1.0 + np.arange(CLASSES * image.size).reshape(CLASSES, *image.shape) % 5
        return [image, weight, np.arange(1.0, CLASSES + 1)]
    groups = settings["groups"]
    depth = 2 if operation.slug == "conv_transpose2d" else CHANNELS // groups
    filters = CHANNELS if operation.slug == "conv_transpose2d" else groups * (1 + (groups < 3))
    weight = 1.0 + np.arange(filters * depth * 6).reshape(filters, depth, 2, 3) % 5
    biases = groups * depth if operation.slug == "conv_transpose2d" else filters
    return [image, weight, np.arange(1.0, biases + 1)]


def batched(operation, image):
    """One image as the operation's forward takes it: a batch, of images or of rows."""
    return image.reshape(1, -1) if operation.vector else image[None]


def forward(operation, settings, image=IMAGE):
    """The output of one image."""
    image, *rest = inputs(operation, settings, image)
    return operation.forward(batched(operation, image), *rest, **settings)


def projected(operation, settings, arrives, image, *rest):
    """One number of a whole output: every cell times what arrives there, added up."""
    return np.vdot(arrives, operation.forward(batched(operation, image), *rest, **settings))


def backward(operation, settings, arrives, image=IMAGE):
    """The gradients of one image, that of the input in its own shape."""
    image, *rest = inputs(operation, settings, image)
    x = batched(operation, image)
    grad = np.reshape(arrives, np.shape(operation.forward(x, *rest, **settings)))
    found = operation.backward(grad, x, *rest[:1], **settings)
    return found._replace(input=found.input.reshape(image.shape))


every_operation = pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.slug)


@cache
def outcomes(operation):
    """Each combination of options with its trace, or with the sentence that refuses it."""
    found = []
    for settings in every_setting(operation):
        try:
            found.append((settings, operation.trace(*inputs(operation, settings), **settings)))
        except ShapeError as refusal:
            found.append((settings, str(refusal)))
    return found


def possible(operation):
    """The settings that work, each with its trace."""
    return [(settings, trace) for settings, trace in outcomes(operation) if type(trace) is not str]


def arriving(trace):
    """What might come back from a loss: a few small numbers, some of them zero."""
    return (
        np.random.default_rng(trace.output.size).integers(-3, 4, trace.output.shape).astype(float)
    )


def reading(trace, cell):
    """Which steps claim to read a real input cell, border copies traced to their source."""
    channel, row, col = cell
    rows = set(np.flatnonzero(trace.border.rows == row) - trace.border.top)
    cols = set(np.flatnonzero(trace.border.cols == col) - trace.border.left)
    return [
        channel in reads.channels
        and not rows.isdisjoint(reads.rows)
        and not cols.isdisjoint(reads.cols)
        for reads in (step.reads for step in trace.steps)
    ]


PARTS = "window", "terms", "partials", "result"


def parts_of(trace):
    """Each part of all steps, end to end."""
    return {part: end_to_end(getattr(step, part) for step in trace.steps) for part in PARTS}


def starts_of(trace):
    """Where each step begins in `parts_of`."""
    return {
        part: np.cumsum([0, *(getattr(step, part).size for step in trace.steps)])[:-1]
        for part in PARTS
    }


def changed(old, new, starts):
    """In which steps a part is not what it was."""
    return np.logical_or.reduceat((old != new) & ~(np.isnan(old) & np.isnan(new)), starts)


def end_to_end(arrays):
    """All numbers of some arrays in one row."""
    return np.concatenate(list(arrays), axis=None)


def given_back(padded, border, shape):
    """Add every ring of a padded plane to the real cell it copies."""
    whole = np.zeros(shape)
    for i, j in np.ndindex(padded.shape[1:]):
        cell = border.source(i - border.top, j - border.left)
        if cell is not None:
            whole[:, *cell] += padded[:, i, j]
    return whole


def root(total, which):
    """The root of a sum of powers; of an odd power it may be of a negative number: NaN."""
    return np.nan if total < 0 and which != 1 else total ** (1 / which)


def combined(step):
    """The result, made again of the terms alone."""
    total = TOGETHER.get(step.combine, np.sum)(step.terms)
    return FINISH.get(step.combine, lambda _, total: total)(step, total)


@every_operation
def test_has_an_oracle(operation):
    assert hasattr(oracles, operation.slug)


@every_operation
def test_what_is_refused_is_refused_with_numbers(operation):
    for settings, sentence in outcomes(operation):
        if type(sentence) is str:
            assert any(character.isdigit() for character in sentence), (settings, sentence)


@every_operation
def test_agrees_with_its_oracle(operation):
    oracle = getattr(oracles, operation.slug)
    for settings, trace in possible(operation):
        image, *rest = inputs(operation, settings)
        expected = oracle(batched(operation, image), *rest, **settings)
        agrees(forward(operation, settings), expected, err_msg=str(settings))
        agrees(trace.output.ravel(), np.ravel(expected), err_msg=str(settings))


@every_operation
def test_a_trace_runs_on_the_image_and_ends_with_the_output(operation):
    for settings, trace in possible(operation):
        assert_array_equal(trace.image, IMAGE)
        rows = operation.vector or operation.slug == "flatten"
        assert trace.output.shape == (1, 1, trace.output.size) if rows else trace.output.ndim == 3
        agrees(trace.output.ravel(), np.ravel(forward(operation, settings)))


@every_operation
def test_the_steps_replayed_are_the_output(operation):
    for settings, trace in possible(operation):
        agrees(
            replay(trace.steps, trace.output.shape, trace.start),
            trace.output,
            err_msg=str(settings),
        )


@every_operation
def test_a_step_adds_up(operation):
    for settings, trace in possible(operation):
        steps, combine = trace.steps, trace.steps[0].combine
        if combine == "each":
            agrees([step.terms for step in steps], [step.result for step in steps])
            continue
        if combine == "map":  # a function of the one cell read
            agrees([step.terms for step in steps], [step.window for step in steps])
            assert all(step.window.size == step.result.size == 1 for step in steps)
            continue
        together = TOGETHER.get(combine, np.sum)
        planes = end_to_end([together(plane) for plane in step.terms] for step in steps)
        agrees(end_to_end(step.partials for step in steps), planes, err_msg=str(settings))
        results = [combined(step) for step in steps]
        agrees([step.result.item() for step in steps], results, err_msg=str(settings))


@every_operation
def test_a_step_shows_the_cells_it_says_it_read(operation):
    """A border cell that copies nobody holds 0, or what can never win, the same in all steps."""
    for settings, trace in possible(operation):
        rings = set()
        for step in trace.steps:
            assert step.window.shape == step.reads.shape
            for (depth, i, j), value in np.ndenumerate(step.window):
                cell = trace.border.source(step.reads.rows[i], step.reads.cols[j])
                if cell is None:
                    rings.add(value)
                else:
                    assert value == trace.image[step.reads.channels[depth], *cell], settings
        never = {"max": -np.inf, "min": np.inf}
        assert rings <= {never.get(trace.steps[0].combine, 0)}, settings


@every_operation
def test_exactly_the_steps_that_claim_a_cell_change_with_it(operation):
    """The window changes with every cell claimed; what is made of it, with no other cell."""
    for settings, before in possible(operation):
        rng = np.random.default_rng(1)
        parts, starts = parts_of(before), starts_of(before)
        for cell in [
            (0, 0, 0),
            (CHANNELS - 1, HEIGHT - 1, WIDTH - 1),
            *rng.integers(0, IMAGE.shape, (2, 3)),
        ]:
            cell = tuple(map(int, cell))
            nudged = IMAGE.copy()
            nudged[cell] += 0.5
            after = parts_of(operation.trace(*inputs(operation, settings, nudged), **settings))
            moved = {part: changed(parts[part], after[part], starts[part]) for part in PARTS}
            claims = np.array(reading(before, cell))
            assert_array_equal(moved["window"], claims, err_msg=str(settings))
            for part in PARTS[1:]:
                assert not (moved[part] & ~claims).any(), (settings, cell, part)
            if operation.takes_kernel:  # no weight of these tests is 0
                assert_array_equal(moved["result"], claims, err_msg=str(settings))


@every_operation
def test_the_history_ends_with_the_output(operation):
    for settings, trace in possible(operation):
        seen = replay((), trace.output.shape, trace.start)
        for step, after in zip(trace.steps, history(trace), strict=True):
            rows, cols = np.array(step.writes.rows), np.array(step.writes.cols)
            on_rows = (rows >= 0) & (rows < seen.shape[1])
            on_cols = (cols >= 0) & (cols < seen.shape[2])
            on_map = np.ix_(np.ones(len(after), bool), on_rows, on_cols)
            seen[np.ix_(step.writes.channels, rows[on_rows], cols[on_cols])] = after[on_map]
            after[on_map] = np.nan
            assert np.isnan(after).all(), settings
        agrees(seen, trace.output, err_msg=str(settings))


@every_operation
def test_the_steps_run_the_other_way_are_the_backward_pass(operation):
    for settings, trace in possible(operation):
        arrives = arriving(trace)
        expected = backward(operation, settings, arrives).input
        back = backward_trace.backward(trace, arrives)
        found = replay(back.steps, back.output.shape, back.start)
        assert_array_equal(back.output, found)
        if found.shape != IMAGE.shape:  # the border copies cells: each ring goes to its own
            found = given_back(found, trace.border, IMAGE.shape)
        agrees(found, expected, err_msg=str(settings))


@every_operation
def test_a_backward_step_reads_where_the_forward_step_wrote(operation):
    for settings, trace in possible(operation):
        arrives = arriving(trace)
        back = backward_trace.backward(trace, arrives)
        rows, cols = back.border.rows[:, None], back.border.cols
        padded = np.where((rows < 0) | (cols < 0), 0, arrives[:, rows, cols])
        shown, there = [], []
        for forth, step in zip(trace.steps, back.steps, strict=True):
            assert step.reads == forth.writes
            assert step.writes.shape == forth.reads.shape
            on = np.add(step.reads.rows, back.border.top), np.add(step.reads.cols, back.border.left)
            there.append(padded[np.ix_(step.reads.channels, *on)])
            shown.append(step.window)
        assert_array_equal(end_to_end(shown), end_to_end(there), err_msg=str(settings))
        agrees(
            end_to_end(step.terms for step in back.steps),
            end_to_end(
                step.window * forth.slope
                for forth, step in zip(trace.steps, back.steps, strict=True)
            ),
        )


WITH_WEIGHTS = [operation for operation in ALL if operation.to_weights]


@pytest.mark.parametrize("operation", WITH_WEIGHTS, ids=lambda operation: operation.slug)
def test_the_steps_towards_a_filter_are_its_gradient(operation):
    for settings, trace in possible(operation):
        image, weight, _ = inputs(operation, settings)
        arrives = arriving(trace)
        expected = backward(operation, settings, arrives).weight
        if settings.get("flip"):
            expected = expected[..., ::-1, ::-1]
        for filter in range(len(weight)):
            seen = operation.to_weights(image, weight, arrives, filter=filter, **settings)
            agrees(seen.output, expected[filter], err_msg=str(settings))
            agrees(replay(seen.steps, seen.output.shape, seen.start), seen.output)


@pytest.mark.parametrize("operation", WITH_WEIGHTS, ids=lambda operation: operation.slug)
def test_a_step_towards_a_filter_reads_what_it_says(operation):
    for settings, trace in possible(operation):
        image, weight, _ = inputs(operation, settings)
        seen = operation.to_weights(image, weight, arriving(trace), filter=1, **settings)
        for step in seen.steps[:: max(len(seen.steps) // 4, 1)]:
            agrees(step.terms, step.window * seen.weight[step.filter])
            agrees(step.terms.sum(), step.result.item())
            for (_, i, j), value in np.ndenumerate(step.window):
                cell = seen.border.source(step.reads.rows[i], step.reads.cols[j])
                assert value == (0 if cell is None else seen.image[step.reads.channel, *cell])


def along(function, arrays, place):
    """How fast a function of some arrays moves with one of them along a random direction."""
    towards = np.random.default_rng(2).standard_normal(arrays[place].shape)

    def moved(way):
        return function(*arrays[:place], arrays[place] + way * towards, *arrays[place + 1 :])

    return backward_trace.nudge(moved, np.zeros(()), (), 1e-6).slope(1e-6), towards


@every_operation
def test_the_backward_pass_agrees_with_a_nudge(operation):
    """Along a random direction: one cell after another would take every cell of every setting."""
    for settings, trace in possible(operation):
        arrives = arriving(trace)
        loss = partial(projected, operation, settings, arrives)
        image = SMOOTH if np.isfinite(trace.output).all() else np.abs(SMOOTH)
        slope, towards = along(loss, inputs(operation, settings, image), 0)
        found = np.vdot(backward(operation, settings, arrives, image).input, towards)
        agrees(found, slope, rtol=1e-5, atol=1e-5, err_msg=str(settings))


@pytest.mark.parametrize("operation", WITH_WEIGHTS, ids=lambda operation: operation.slug)
def test_the_gradients_of_weights_and_biases_agree_with_a_nudge(operation):
    for settings, trace in possible(operation):
        arrives = arriving(trace)
        loss = partial(projected, operation, settings, arrives)
        found = backward(operation, settings, arrives)
        for place, gradients in ((1, found.weight), (2, found.bias)):
            slope, towards = along(loss, inputs(operation, settings), place)
            agrees(np.vdot(gradients, towards), slope, rtol=1e-5, atol=1e-5)
