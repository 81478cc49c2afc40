"""Climbing from noise: it rises, repeats, keeps to its steps, and stops where it must."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz import nn
from cnnviz.geometry import ShapeError
from cnnviz.insight import REGULARISERS, maximise
from cnnviz.zoo import IMAGE, Graph, Node
from tests.examples import examples
from tests.insight.networks import case, cases, close, tensor, weighted

LINE = [nn.Conv2d(3, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(3)]
BARE = {"decay": 0.0, "blur": 0.0, "jitter": 0}


def rng(seed=3):
    return np.random.default_rng(seed)


def climb(graph, name="conv1", channel=0, seed=3, **settings):
    return list(maximise(graph, name, channel, rng=rng(seed), **settings))


@given(cases(), st.sampled_from(["mean", "centre"]), st.data())
@examples(15)
def test_the_unit_answers_more_in_the_end(case, at, data):
    graph = case.graph
    name = data.draw(st.sampled_from([n.name for n in graph.nodes if n.kind != "Softmax"]))
    channel = data.draw(st.integers(0, graph.shapes[name][0] - 1))
    states = climb(graph, name, channel, at=at, steps=8, **BARE)
    assert states[-1].value > states[0].value or states[-1].note
    if states[-1].note:
        assert {state.value for state in states} == {states[0].value}
    for state in states:
        assert 0 <= state.image.min() <= state.image.max() <= 1
        answer = graph.run(state.image[None])[name][0, channel]
        middle = answer[tuple(n // 2 for n in answer.shape)]
        close(state.value, answer.mean() if at == "mean" else middle)


@pytest.mark.parametrize("name", ["conv1", "relu1", "pool1", "linear1"])
@pytest.mark.parametrize("at", ["mean", "centre"])
def test_it_rises_with_every_regulariser_at_work(name, at):
    graph = case(LINE, (3, 9, 11)).graph
    for channel in range(3):
        states = climb(graph, name, channel, at=at)
        assert [s.step for s in states] == list(range(61))
        assert states[-1].value > states[0].value + 0.05


def test_a_bare_step_follows_autograd():
    """The pixel that matters most moves by the rate, the others in proportion, up to 0 and 1."""
    graph, _, model, _, _ = case(LINE, (3, 9, 11))
    states = climb(graph, "pool1", 1, rate=0.03, steps=4, **BARE)
    for now, then in zip(states, states[1:], strict=False):
        pixels = tensor(now.image)
        model[:3](pixels[None])[0, 1].mean().backward()
        slope = pixels.grad.numpy()
        assert slope.any()
        close(then.image, (now.image + 0.03 * slope / np.abs(slope).max()).clip(0, 1))


@pytest.mark.parametrize(("low", "high"), [(0, 255), (-2, 2)])
def test_a_dream_keeps_to_the_range_a_network_reads(low, high):
    """What a network that brings its pixels to 0..1 itself dreams is the same, only stretched."""
    usual, width = case(LINE, (1, 9, 11)).graph, high - low
    measured = {"scale": 1, "bias": 0, "mean": low, "var": width**2}
    arrays = {name: np.full(1, number, np.float32) for name, number in measured.items()}
    bring = Node("bring", "BatchNormalization", (IMAGE,), {"epsilon": 0.0}, arrays)
    first, *rest = usual.nodes
    brought = Graph(usual.input_shape, [bring, replace(first, reads=("bring",)), *rest])
    for one, two in zip(climb(usual), climb(brought, low=low, high=high), strict=True):
        close(two.image, low + width * one.image)
        assert low <= two.image.min() <= two.image.max() <= high


def test_the_same_seed_gives_the_same_pictures_and_another_does_not():
    graph = case(LINE, (1, 9, 11)).graph
    first, again, other = climb(graph), climb(graph), climb(graph, seed=4)
    for one, two in zip(first, again, strict=True):
        assert_array_equal(one.image, two.image)
        assert one.value == two.value
    assert np.abs(first[-1].image - other[-1].image).max() > 0


def test_every_regulariser_can_be_switched_off_and_says_what_it_does():
    graph = case(LINE, (1, 9, 11)).graph
    bare = climb(graph, steps=5, **BARE)[-1].image
    assert set(REGULARISERS) == set(BARE)
    for name, some in {"decay": 0.2, "blur": 0.5, "jitter": 3}.items():
        assert REGULARISERS[name].endswith(".")
        with_it = climb(graph, steps=5, **BARE | {name: some})[-1].image
        assert np.abs(with_it - bare).max() > 0.01


def test_decay_goes_a_share_of_the_way_to_grey():
    graph = case(LINE, (1, 9, 11)).graph
    bare, faded = (climb(graph, steps=1, **BARE | {"decay": share}) for share in (0, 0.25))
    inside = (bare[1].image > 0.01) & (bare[1].image < 0.99)
    expected = 0.5 + 0.75 * (bare[1].image - 0.5)
    assert_allclose(faded[1].image[inside], expected[inside], atol=1e-6)


def test_a_whole_blur_is_a_bell_over_nine_pixels():
    graph = case(LINE, (1, 9, 11)).graph
    bare, soft = (climb(graph, steps=1, rate=0.01, **BARE | {"blur": share}) for share in (0, 1))
    rows = np.pad(bare[1].image[0].astype(float), 1, mode="edge")
    rows = (rows[:-2] + 2 * rows[1:-1] + rows[2:]) / 4
    expected = (rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 4
    assert_allclose(soft[1].image[0], expected, atol=1e-6)


def test_jitter_moves_the_picture_and_moves_it_back():
    """A unit that likes every pixel alike climbs the same way wherever the picture lies."""
    graph = weighted(case([nn.Flatten(), nn.Linear(3)], (1, 6, 8)).graph, "linear1", 1)
    still, moved = (climb(graph, "linear1", steps=1, **BARE | {"jitter": n}) for n in (0, 2))
    assert_allclose(moved[1].image, still[1].image, atol=1e-6)


def test_the_gradient_is_that_of_the_moved_picture_moved_back():
    graph, _, model, _, _ = case(LINE, (3, 9, 11))
    first, second, *_ = climb(graph, "pool1", 1, rate=0.03, steps=2, **BARE | {"jitter": 3})
    draws = rng()
    draws.normal(size=(3, 9, 11))
    move = draws.integers(-3, 4, 2)
    assert move.all()
    pixels = tensor(np.roll(first.image, move, axis=(1, 2)))
    model[:3](pixels[None])[0, 1].mean().backward()
    slope = np.roll(pixels.grad.numpy(), -move, axis=(1, 2))
    close(second.image, (first.image + 0.03 * slope / np.abs(slope).max()).clip(0, 1))


def test_the_centre_is_the_middle_cell_and_changes_only_what_it_sees():
    graph = case(LINE, (3, 12, 15)).graph
    first, *_, last = climb(graph, "pool1", 1, at="centre", **BARE)
    close(last.value, graph.run(last.image[None])["pool1"][0, 1, 2, 3])
    box = graph.seen("pool1", (1, 2, 3))
    inside = np.zeros((12, 15), bool)
    inside[box.row : box.row + box.height, box.col : box.col + box.width] = True
    changed = (np.abs(first.image - last.image) > 1e-6).any(axis=0)
    assert changed.any()
    assert not changed[~inside].any()


def test_a_dark_relu_is_climbed_from_below():
    """A unit far below zero passes no gradient, but it can be lit."""
    graph = weighted(case(LINE, (1, 6, 8)).graph, "conv1", 1, bias=-6)
    assert not graph.run(np.full((1, 1, 6, 8), 0.6))["relu1"].any()
    for name in ("relu1", "pool1"):
        states = climb(graph, name, steps=20)
        assert states[0].value == 0
        assert states[-1].value > 1


def test_two_dark_relus_are_climbed_one_after_the_other():
    deep = case([nn.Conv2d(2, 3), nn.ReLU(), nn.Conv2d(2, 3), nn.ReLU(), *LINE[3:]], (1, 9, 9))
    dark = weighted(weighted(deep.graph, "conv1", 1, bias=-6), "conv2", 1, bias=-1)
    assert climb(dark, "relu2", steps=20)[-1].value > 1


def test_a_dead_unit_is_said():
    graph = weighted(case(LINE, (1, 6, 8)).graph, "conv1", 0)
    (only,) = climb(graph, "relu1")
    assert only.note == "No gradient reaches the picture: no small change of it changes this unit."
    assert (only.done, only.total, only.value) == (0, 60, 0)


def test_a_unit_that_no_picture_lights_is_said():
    """From below there is a way up, but it ends before the unit is lit."""
    graph = weighted(case(LINE, (1, 6, 8)).graph, "conv1", 1, bias=-10)
    *_, last = climb(graph, "relu1")
    assert (last.step, last.value) == (60, 0)
    assert last.note == "The unit still answers 0, as to the noise: nothing on this way lights it."


def test_a_network_that_diverged_is_said():
    graph = weighted(case(LINE, (1, 6, 8)).graph, "conv1", 3e38)
    (only,) = climb(graph)
    assert only.note == "The gradient is no number: the network has diverged."
    assert np.isfinite(only.image).all()


def test_a_picture_of_a_single_row_works():
    graph = case([nn.Conv2d(2, (1, 3)), nn.ReLU(), nn.Flatten(), nn.Linear(3)], (1, 1, 9)).graph
    assert climb(graph)[-1].value > climb(graph)[0].value


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"steps": 0}, "0 steps"),
        ({"rate": 0}, "a rate of 0"),
        ({"jitter": -1}, "a jitter of -1"),
        ({"decay": 1.5}, "decay is a share from 0 to 1, not 1.5"),
        ({"blur": -0.1}, "blur is a share from 0 to 1, not -0.1"),
        ({"name": "conv9"}, "no node conv9"),
        ({"channel": 3}, "conv1 has 3 maps"),
    ],
)
def test_a_setting_out_of_range_is_refused_in_a_sentence(wrong, says):
    with pytest.raises(ShapeError, match=says):
        climb(case(LINE, (1, 6, 8)).graph, **wrong)
