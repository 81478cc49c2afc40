"""What a network learned, on its way to the screen: no pixel is changed, no number is lost."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.images import Poles
from cnnviz.insight import MaximisedImage, occlusion, pca
from cnnviz.trace import Box
from cnnviz.view import inside
from cnnviz.view.inside import film as cinema
from cnnviz.zoo.shipped import SHIPPED
from tests.view.unpacking import unpack

POLES = Poles((255, 0, 0), (250, 250, 250), (0, 0, 255))
MODEL = SHIPPED[0].model()
DATA = MODEL.data()


def test_pictures_of_one_and_three_channels_keep_their_values():
    rng = np.random.default_rng(0)
    for channels in (1, 3):
        image = rng.integers(0, 256, (channels, 4, 5)) / 255
        shown = inside.to_pixels(image)
        assert_array_equal(
            shown, np.broadcast_to(np.rint(image.transpose(1, 2, 0) * 255), (4, 5, 3))
        )
        assert_array_equal(inside.to_pixels(image * 2 - 1, -1, 1), shown)


def test_signed_colours_are_those_of_the_sign_and_of_the_size():
    shown = inside.paint_signed(np.array([-4.0, -2, 0, 2, 4, np.nan]), POLES)
    assert_array_equal(
        shown[[0, 2, 4, 5]], [POLES.negative, POLES.zero, POLES.positive, POLES.zero]
    )
    assert (shown[1] > shown[0])[1:].all()
    assert_array_equal(inside.paint_signed(np.array([9.0]), POLES, 3.0)[0], POLES.positive)
    assert_array_equal(inside.paint_signed(np.zeros((2, 2)), POLES), np.full((2, 2, 3), 250))


@pytest.mark.parametrize(
    "box",
    [Box(row=0, col=0, height=6, width=5), Box(row=5, col=4), Box(row=2, col=1, height=2, width=3)],
)
def test_a_frame_stays_on_the_patch_and_leaves_its_inside(box):
    pixels = np.random.default_rng(1).integers(1, 255, (6, 5, 3), np.uint8)
    large, framed = inside.enlarge_pixels(pixels, 120), inside.outline_patch(pixels, box, 120)
    changed = (large != framed).any(axis=2)
    times = len(large) // 6
    rows, cols = np.nonzero(changed)
    assert rows.min() == box.row * times
    assert rows.max() == (box.row + box.height) * times - 1
    assert cols.min() == box.col * times
    assert cols.max() == (box.col + box.width) * times - 1
    middle = np.s_[box.row * times + 2 : (box.row + box.height) * times - 2]
    across = np.s_[box.col * times + 2 : (box.col + box.width) * times - 2]
    assert not changed[middle, across].any()


def test_bars_are_as_long_as_the_weights_and_point_their_way():
    card = np.full((20, 21, 3), 9, np.uint8)
    lengths = {}
    for share in (-1.0, -0.5, 0.0, 0.5, 1.0):
        bar = inside.add_bar(card, share, POLES)[-1]
        lengths[share] = [int((bar == pole).all(axis=1).sum()) for pole in (POLES[0], POLES[2])]
    assert lengths == {-1.0: [10, 0], -0.5: [5, 0], 0.0: [0, 0], 0.5: [0, 5], 1.0: [0, 10]}


def test_an_occlusion_map_is_sent_as_far_as_it_is_built():
    states = list(occlusion(MODEL.graph, DATA.images[0], 3, side=4, stride=4))
    for state in states:
        message = inside.occlusion_frame(
            state, pixels=inside.to_pixels(DATA.images[0]), hole=np.zeros(3, np.uint8),
            square=(4, 4),
            poles=POLES, name="3", running=state is not states[-1],
        )  # fmt: skip
        header, arrays = unpack(message)
        assert (header["done"], header["total"]) == (state.done, 4)
        assert np.isfinite(arrays["probability"]).sum() == state.done
        assert_allclose(arrays["drop"], state.before - state.grid, atol=1e-7)
        unknown = np.isnan(arrays["probability"])
        assert_array_equal(arrays["colours"][unknown], np.full((unknown.sum(), 3), 250))
    assert not header["running"]
    assert header["full"] == pytest.approx(np.abs(arrays["drop"]).max())


def film(steps, shape=(1, 2, 2), last_note=""):
    images = np.random.default_rng(2).random((steps + 1, *shape), np.float32)
    states = [MaximisedImage(done, steps, images[done], float(done)) for done in range(steps + 1)]
    states[-1] = replace(states[-1], note=last_note)
    return images, list(inside.film_states(states))


def test_a_film_has_a_frame_of_every_step_and_ends_with_the_last():
    images, films = film(5)
    header, arrays = unpack(inside.dream_frame(films[-1], "unit 1", "it", running=False))
    assert (header["title"], header["answer"]) == ("unit 1", "it")
    assert header["steps"] == [0, 1, 2, 3, 4, 5]
    assert_array_equal(arrays["frames"][2], inside.to_pixels(images[2]))
    assert_array_equal(arrays["values"], np.arange(6, dtype=np.float32))


def test_a_film_shows_only_what_a_cell_sees():
    images = np.random.default_rng(3).random((2, 3, 6, 7), np.float32)
    states = (MaximisedImage(done, 1, images[done], 0.0) for done in range(2))
    *_, last = inside.film_states(states, Box(row=1, col=4, height=3, width=2))
    for frame, image in zip(last.frames, images, strict=True):
        assert_array_equal(frame, inside.to_pixels(image[:, 1:4, 4:6]))


def test_a_long_film_leaves_frames_out_but_never_the_last(monkeypatch):
    monkeypatch.setattr(cinema, "MOST", 12 * 5)
    _, films = film(30)
    steps = films[-1].steps
    assert (steps[0], steps[-1]) == (0, 30)
    assert len(steps) <= 6
    assert len(films[-1].values) == 31


def test_while_it_runs_only_the_newest_frame_travels():
    films = inside.film_states(
        MaximisedImage(done, 4, np.full((1, 2, 2), done / 4, np.float32), 0.0) for done in range(5)
    )
    next(films)
    header, arrays = unpack(inside.dream_frame(next(films), "unit 1", "it", running=True))
    assert header["steps"] == [1]
    assert arrays["frames"].shape == (1, 2, 2, 3)
    assert len(arrays["values"]) == 2


def test_the_plane_is_that_of_all_features_and_comes_last():
    images = DATA.images[:70]
    *early, last = inside.project_images(MODEL.graph, images, "conv2")
    assert [laid.plane for laid in early] == [None] * len(early)
    assert (last.done, last.total, last.name) == (70, 70, "conv2")
    values = MODEL.graph.run(images)
    expected = pca(values["conv2"].reshape(70, -1))
    assert_allclose(last.plane.points, expected.points, atol=1e-4)
    assert_array_equal(last.guesses, values[MODEL.graph.scores].argmax(axis=1))


def test_classes_are_told_apart_by_shape_as_well_as_colour():
    assert len(set(inside.MARKS)) == 10
    *_, laid = inside.project_images(MODEL.graph, DATA.images[:20], "image")
    some = replace(DATA, images=DATA.images[:20], labels=DATA.labels[:20])
    header, arrays = unpack(
        inside.scatter_message(laid, some, DATA.classes, url="./live/x", here=None)
    )
    assert len({each["mark"] for each in header["classes"]}) == 10
    assert not any("ring" in each["mark"] for each in header["classes"]), "rings are mistakes"
    assert header["here"] is None
    assert arrays["points"].shape == (20, 2)
