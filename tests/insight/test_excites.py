"""The best images and their patches, against a search one image at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from cnnviz import nn
from cnnviz.geometry import ShapeError
from cnnviz.insight import top_images
from tests.examples import examples
from tests.insight.networks import case, cases, close, weighted

LINE = [nn.Conv2d(3, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(3)]


def pictures(graph, count, seed=1):
    return np.random.default_rng(seed).random((count, *graph.input_shape), np.float32)


def brute(graph, images, name, channel):
    """List (value, image, cell) of every image, the best first."""
    found = []
    for number, image in enumerate(images):
        answers = graph.run(image[None])[name][0, channel]
        cell = max(np.ndindex(answers.shape), key=lambda c: answers[c])
        found.append((float(answers[cell]), number, (channel, *cell)))
    return sorted(found, key=lambda one: (-one[0], one[1]))


@given(cases(), st.integers(1, 90), st.integers(1, 12), st.data())
@examples(20)
def test_the_best_are_those_of_a_search_by_hand(case, size, count, data):
    graph = case.graph
    name = data.draw(st.sampled_from([node.name for node in graph.nodes]))
    channel = data.draw(st.integers(0, graph.shapes[name][0] - 1))
    images = pictures(graph, size)
    expected = brute(graph, images, name, channel)
    *_, last = top_images(graph, images, name, channel, count=count)
    if last.note:
        assert last.low == last.high
        return
    assert (last.done, last.total) == (size, size)
    close([p.value for p in last.best], [value for value, *_ in expected[:count]])
    close(last.high, expected[0][0])
    for patch in last.best:
        value, _, cell = next(one for one in expected if one[1] == patch.image)
        close(patch.value, value)
        close(graph.run(images[patch.image][None])[name][0][patch.cell], value)
        assert len(patch.cell) == len(cell)
        assert patch.box == graph.seen(name, patch.cell)


def test_an_image_is_listed_once_and_equals_keep_their_order():
    graph = case(LINE, (1, 6, 8)).graph
    images = np.repeat(pictures(graph, 2), 3, axis=0)
    *_, last = top_images(graph, images, "conv1", 0, count=6)
    numbers = [patch.image for patch in last.best]
    assert sorted(numbers) == [0, 1, 2, 3, 4, 5]
    assert numbers in ([0, 1, 2, 3, 4, 5], [3, 4, 5, 0, 1, 2])


def test_only_the_patch_matters_to_the_value():
    """Everything outside the box is replaced, and the unit answers the same."""
    graph = case(LINE, (3, 9, 11)).graph
    images = pictures(graph, 20)
    *_, last = top_images(graph, images, "pool1", 1, count=5)
    for patch in last.best:
        box, noise = patch.box, pictures(graph, 1, seed=patch.image + 50)[0]
        rows, cols = slice(box.row, box.row + box.height), slice(box.col, box.col + box.width)
        noise[:, rows, cols] = images[patch.image][:, rows, cols]
        assert noise[:, rows, cols].size == 3 * box.height * box.width
        close(graph.run(noise[None])["pool1"][0][patch.cell], patch.value)


def test_a_patch_is_cut_at_the_border():
    graph = case([nn.Conv2d(1, 3, padding=1), nn.Flatten(), nn.Linear(3)], (1, 4, 5)).graph
    images = np.zeros((1, 1, 4, 5), np.float32)
    images[0, 0, 0, 0] = 1
    *_, last = top_images(weighted(graph, "conv1", 1), images, "conv1", 0)
    assert last.best[0].cell == (0, 0, 0)
    assert (last.best[0].box.row, last.best[0].box.col) == (0, 0)
    assert (last.best[0].box.height, last.best[0].box.width) == (2, 2)


def test_work_is_reported_between_and_what_was_shown_stays():
    graph = case(LINE, (1, 6, 8)).graph
    images = pictures(graph, 200)
    first, *_, last = top_images(graph, images, "conv1", 0, count=4)
    assert 0 < first.done < last.done == 200
    for stage in (first, last):
        expected = brute(graph, images[: stage.done], "conv1", 0)[:4]
        assert [patch.image for patch in stage.best] == [number for _, number, _ in expected]


def test_a_dead_unit_is_said_and_shows_no_images():
    graph = weighted(case(LINE, (1, 6, 8)).graph, "conv1", 0)
    *_, last = top_images(graph, pictures(graph, 1200), "relu1", 0)
    assert last.note == "This unit is dead: it answers 0 everywhere, on each of 1,200 images."
    assert last.best == ()


def test_a_unit_that_answers_everything_alike_is_said():
    graph = weighted(case([nn.Flatten(), nn.Linear(3)], (1, 2, 3)).graph, "linear1", 0, bias=0.25)
    *_, last = top_images(graph, pictures(graph, 7), "linear1", 2)
    assert last.note == "This unit answers 0.25 everywhere, on each of 7 images."


def test_answers_that_are_no_numbers_are_passed_over():
    graph = case(LINE, (1, 6, 8)).graph
    images = pictures(graph, 9)
    images[4] = np.nan
    *_, last = top_images(graph, images, "conv1", 0)
    assert len(last.best) == 8
    assert 4 not in {patch.image for patch in last.best}
    *_, lost = top_images(graph, images[4:5], "conv1", 0)
    assert lost.note == "No answer of this unit is a number: the network has diverged."
    assert lost.best == ()
    *_, endless = top_images(weighted(graph, "conv1", 3e38), images[:3], "relu1", 0)
    assert endless.note == lost.note


def test_the_images_are_left_as_they_are():
    graph = case(LINE, (1, 6, 8)).graph
    images = pictures(graph, 9)
    images.flags.writeable = False
    before = images.copy()
    list(top_images(graph, images, "pool1", 0))
    assert_array_equal(images, before)


@pytest.mark.parametrize(
    ("name", "channel", "count", "size", "says"),
    [
        ("conv7", 0, 9, 5, "no node conv7: it has conv1, relu1, pool1"),
        ("image", 0, 9, 5, "no node image"),
        ("conv1", 3, 9, 5, "conv1 has 3 maps, counted from 0, so none is 3"),
        ("linear1", -1, 9, 5, "linear1 has 3 numbers, counted from 0, so none is -1"),
        ("conv1", 0, 0, 5, "best 0 of 5"),
        ("conv1", 0, 9, 0, "of 0 images"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(name, channel, count, size, says):
    graph = case(LINE, (1, 6, 8)).graph
    with pytest.raises(ShapeError, match=says):
        next(top_images(graph, pictures(graph, size), name, channel, count=count))
