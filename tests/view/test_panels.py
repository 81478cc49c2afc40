"""The lab is handed exact numbers and only the pictures that changed."""

import io

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
from PIL import Image

from cnnviz.images import Poles
from cnnviz.images.filter_chain import Treatment, apply_treatment
from cnnviz.view import panels
from tests.view.unpacking import unpack

POLES = Poles((255, 0, 0), (255, 255, 255), (0, 0, 255))
PICTURE = np.arange(9 * 11 * 3).reshape(9, 11, 3).astype(np.uint8)
SOBEL = Treatment("Sobel x", np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]), bias=5)
NO_RIM = {"top": 0, "bottom": 0, "left": 0, "right": 0}


def message(kept, picture=PICTURE):
    made = [panels.panel(picture, "Clip", POLES)]
    return unpack(panels.panels_message(made, ["Original"], [NO_RIM], kept))


def test_a_small_picture_is_sent_exactly():
    header, arrays = message({})
    sent = Image.open(io.BytesIO(arrays["pictures"][0].tobytes()))
    assert header["panels"][0]["format"] == "png"
    assert_array_equal(np.asarray(sent), PICTURE)


def test_a_picture_the_browser_has_is_not_sent_again():
    kept = {}
    message(kept)
    header, arrays = message(kept)
    assert header["panels"][0]["format"] == "keep"
    assert arrays["pictures"] == [None]
    assert len(arrays["histograms"]) == 1


def test_a_changed_pixel_is_news():
    kept, other = {}, PICTURE.copy()
    other[4, 4] += 1
    first, _ = message(kept)
    header, arrays = message(kept, other)
    assert header["panels"][0]["format"] == "png"
    assert header["version"] != first["version"]


def test_a_pixel_is_explained_by_its_own_sum():
    after = panels.panel(apply_treatment(PICTURE, SOBEL), "Clip", POLES)
    about, grids = panels.explain_panel_pixel(PICTURE, after, SOBEL, 4, 6, 2)
    around = PICTURE[3:6, 5:8, 2].astype(float)
    assert_array_equal(grids["neighbourhood"], around)
    assert_allclose(grids["products"], around * SOBEL.weights)
    assert_allclose(about["total"], (around * SOBEL.weights).sum())
    assert_allclose(about["total"] + about["bias"], about["result"])
    assert about["shown"] == np.clip(about["result"], 0, 255)
    assert about["channel"] == "Blue"
    assert about["region"] == {"row": 3, "col": 5, "rows": 3, "cols": 3}


def test_a_pooled_pixel_is_explained_in_words():
    pool = Treatment("Max pool")
    after = panels.panel(apply_treatment(PICTURE, pool), "Clip", POLES)
    about, grids = panels.explain_panel_pixel(PICTURE, after, pool, 1, 2, 0)
    assert about["sum"] == f"The max of these is {PICTURE[2:4, 4:6, 0].max()}."
    assert "kernel" not in grids
