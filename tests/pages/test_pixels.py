"""What the page of pixels makes of links, of the browser's words, and of the picture."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnnviz.images import load_sample, shrink_to_fit
from cnnviz.ui.pixels import page
from tests.view.unpacking import unpack

CAT = load_sample("Cat").pixels


@pytest.fixture
def sent(monkeypatch):
    """What the component was handed, the newest last."""
    messages = []

    def mount(*, data, **_):
        messages.append(unpack(data))

    monkeypatch.setattr(page, "_mount", mount)
    return messages


def values(app):
    return {
        name: text
        for name, text in app.session_state["session"].address.values.items()
        if name.startswith("pixels_")
    }


def said(app):
    return [info.value for info in app.info]


def word(app, header, row, col, rows, cols, *, held=False):
    """Have the browser say where the reader points, on the picture of that header."""
    place = {"row": row, "col": col, "rows": rows, "cols": cols, "held": held}
    place |= {"have": header["stamp"], "jump": header["jump"]}
    app.session_state["pixels_board"] = {"place": place}


def test_it_opens_in_the_middle_of_a_sample(open_lesson, sent):
    app = open_lesson("pixels")
    header, arrays = sent[-1]
    assert_array_equal(arrays["pixels"], CAT)
    assert header["at"] == [150, 225]
    assert values(app) == {}
    assert [metric.value for metric in app.metric] == [
        "(300, 451, 3)",
        "405,900",
        "396 kB",
        "60 kB",
    ]


@pytest.mark.parametrize(("side", "shape"), [("32", (21, 32, 3)), ("8", (5, 8, 3))])
def test_a_shrunk_picture_is_the_matrix_that_is_told(open_lesson, sent, side, shape):
    app = open_lesson("pixels", pixels_shrink=side)
    assert_array_equal(sent[-1][1]["pixels"], shrink_to_fit(CAT, int(side)))
    assert app.metric[0].value == str(shape)
    assert "The file holds 300 rows and 451 columns" in app.markdown[1].value


def test_a_link_restores_the_pixel_and_every_control(open_lesson, sent):
    app = open_lesson(
        "pixels",
        pixels_picture="Coffee",
        pixels_row="10",
        pixels_column="20",
        pixels_pinned="True",
        pixels_magnifier="13",
        pixels_numbers="0 to 1",
        pixels_planes="In grey",
    )
    header, _ = sent[-1]
    assert (header["at"], header["held"]) == ([9, 19], True)
    assert (header["reach"], header["high"], header["tinted"]) == (13, 1, False)
    assert said(app) == []
    assert values(app)["pixels_row"] == "10"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("row", "301", "row “301”; this picture has rows 1 to 300"),
        ("column", "0", "column “0”; this picture has columns 1 to 451"),
        ("row", "²", "row “²”; this picture has rows"),
        ("row", "99999999999999999999", "this picture has rows 1 to 300"),
        ("pinned", "maybe", "pinned “maybe”; this page offers False, True"),
        ("shrink", "17", "shrink “17”; this page offers Full, 32, 16, 8"),
        ("magnifier", "7", "magnifier “7”; this page offers 5, 9, 13"),
        ("numbers", "percent", "numbers “percent”; this page offers 0 to 255, 0 to 1"),
        ("picture", "Dog", "picture “Dog”; this page offers"),
    ],
)
def test_a_wrong_value_in_a_link_falls_back_with_a_sentence(
    open_lesson, sent, name, text, sentence
):
    app = open_lesson("pixels", **{f"pixels_{name}": text})
    assert not app.exception
    assert any(sentence in told for told in said(app)), said(app)
    assert sent[-1][0]["at"] == [150, 225]


def test_where_the_reader_points_goes_into_the_address(open_lesson, sent):
    app = open_lesson("pixels")
    word(app, sent[-1][0], 4, 400, 300, 451, held=True)
    app.run()
    assert values(app) == {"pixels_row": "5", "pixels_column": "401", "pixels_pinned": "True"}
    assert "pixels" not in sent[-1][1]
    code = app.code[0].value
    assert f"image[4, 400]        # {', '.join(map(str, CAT[4, 400]))}:" in code


def test_the_place_survives_another_size_and_another_picture(open_lesson, sent):
    app = open_lesson("pixels")
    word(app, sent[-1][0], 299, 0, 300, 451)
    app.run()
    app.session_state["pixels_shrink"] = 16
    app.run()
    assert sent[-1][0]["at"] == [10, 0]
    assert values(app)["pixels_row"] == "11"
    assert said(app) == []
    app.selectbox(key="pixels_picture").select("Rocket").run()
    assert sent[-1][0]["at"] == [10, 0]


def test_a_linked_place_survives_another_size(open_lesson, sent):
    app = open_lesson("pixels", pixels_row="300", pixels_column="451")
    app.session_state["pixels_shrink"] = 8
    app.run()
    assert sent[-1][0]["at"] == [4, 7]
    assert said(app) == []


def test_start_over_forgets_the_place_though_the_browser_still_tells_it(open_lesson, sent):
    app = open_lesson("pixels", pixels_shrink="16")
    word(app, sent[-1][0], 2, 2, 11, 16, held=True)
    app.run()
    old = app.session_state["pixels_board"]
    app.button(key="pixels_restart").click().run()
    assert (sent[-1][0]["at"], sent[-1][0]["held"]) == ([150, 225], False)
    app.session_state["pixels_board"] = old
    app.run()
    assert sent[-1][0]["at"] == [150, 225]
    assert values(app) == {}


@pytest.mark.parametrize(
    "place", [None, 7, {}, {"row": 5}, {"row": 400, "col": 1}, {"row": "1", "col": -1}]
)
def test_a_browser_that_names_no_pixel_is_not_believed(open_lesson, sent, place):
    app = open_lesson("pixels")
    if isinstance(place, dict):
        place = {"rows": 300, "cols": 451, "jump": 0} | place
    app.session_state["pixels_board"] = {"place": place}
    app.run()
    assert not app.exception
    assert sent[-1][0]["at"] == [150, 225]


def test_a_large_sample_is_sent_as_large_as_a_screen(open_lesson, sent):
    app = open_lesson("pixels", pixels_picture="Eye")
    assert sent[-1][1]["pixels"].shape == (640, 640, 3)
    assert "1,411 rows and 1,411 columns, 5.7 MB of numbers" in app.markdown[1].value


def test_the_magnifier_rests_where_every_number_is_written_out(open_lesson, sent):
    app = open_lesson("pixels", pixels_shrink="16")
    assert sent[-1][0]["reach"] is None
    assert app.button_group(key="pixels_magnifier").disabled
    assert np.prod(sent[-1][1]["pixels"].shape) == 11 * 16 * 3
