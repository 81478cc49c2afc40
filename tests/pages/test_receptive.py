"""What the page of receptive fields makes of links, of the browser's words, and of a stack."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnnviz.images import load_sample, shrink_to
from cnnviz.receptive_field.theoretical import receptive_field, ways
from cnnviz.receptive_field.theoretical import stack_views as settle
from cnnviz.ui.receptive_field import layer_list, page
from tests.view.unpacking import unpack

VGG = layer_list.PRESETS["VGG-like"]


@pytest.fixture
def sent(monkeypatch):
    """What the component was handed, the newest last."""
    messages = []

    def mount(*, data, **_):
        messages.append(unpack(data))

    monkeypatch.setattr(page, "_mount", mount)
    return messages


@pytest.fixture
def visit(open_lesson):
    def open_(**parameters):
        linked = {f"receptive_field_{name}": text for name, text in parameters.items()}
        return open_lesson("receptive_field", **linked)

    return open_


def values(app):
    store = app.session_state["session"].address.values
    start = "receptive_field_"
    return {n.removeprefix(start): text for n, text in store.items() if n.startswith(start)}


def word(app, header, row, col):
    """Have the browser say where the unit lies, on the last map of that header."""
    last = header["maps"][-1]
    place = {"row": row, "col": col, "rows": last["rows"], "cols": last["cols"], "held": False}
    app.session_state["receptive_field_board"] = {"place": place | {"jump": header["jump"]}}


def said(app):
    return " ".join(text.value for text in app.markdown)


def test_it_opens_with_three_convolutions_and_the_unit_in_the_middle(visit, sent):
    app = visit()
    header, arrays = sent[-1]
    assert_array_equal(arrays["picture"], shrink_to(load_sample("Cat").pixels, 32, 32))
    assert [(one["rows"], one["cols"]) for one in header["maps"]] == [
        (s, s) for s in (32, 30, 28, 26)
    ]
    assert [one["sees"] for one in header["maps"]] == [[7, 7], [5, 5], [3, 3], [1, 1]]
    assert header["at"] == [13, 13]
    assert [metric.value for metric in app.metric] == ["7 × 7", "1", "27", "49"]
    assert values(app) == {}


def test_the_cells_sent_are_those_that_are_read(visit, sent):
    visit(layers="conv_3_2_1*max_2*conv_3_1_0_2")
    header, arrays = sent[-1]
    paths = settle(layer_list.read_stack("conv_3_2_1*max_2*conv_3_1_0_2"), (32, 32))
    for at, one in enumerate(header["maps"]):
        field = receptive_field(paths[at:])
        assert one["sees"] == list(field.size)
        for axis, (along, first) in enumerate((("rows", "top"), ("cols", "left"))):
            assert_array_equal(arrays[along][at], ways(paths, axis)[at] > 0)
            steps = np.arange(paths[-1].output[axis]) * field.jump[axis]
            assert_array_equal(arrays[first][at], field.start[axis] + steps)
    rows, cols = (ways(paths, axis)[0] > 0 for axis in range(2))
    assert_array_equal(arrays["pixels"], np.outer(rows.sum(axis=1), cols.sum(axis=1)))


def test_what_moves_the_unit_lies_where_it_sees(visit, sent):
    visit(layers="conv_3_1_0_2*conv_3_1_0_2", row="3", column="9")
    header, arrays = sent[-1]
    row, col = header["at"]
    seen = np.outer(arrays["rows"][0][row], arrays["cols"][0][col])
    assert_array_equal(arrays["heat"] > 0, seen > 0)
    assert arrays["heat"].max() == 1


@pytest.mark.parametrize("title", layer_list.PRESETS)
def test_every_preset_opens_by_its_button(visit, sent, title):
    app = visit()
    app.button(key=f"receptive_field_{title}").click().run()
    assert not app.exception
    assert values(app).get("layers", layer_list.FIRST) == layer_list.PRESETS[title]
    assert len(sent[-1][0]["maps"]) == 1 + len(layer_list.read_stack(layer_list.PRESETS[title]))


def test_a_link_restores_stack_unit_and_picture(visit, sent):
    app = visit(layers=VGG, row="2", column="15", picture="Coffee", pixels="64")
    header, arrays = sent[-1]
    assert header["at"] == [1, 14]
    assert header["maps"][0]["sees"] == [32, 32]
    assert_array_equal(arrays["picture"], shrink_to(load_sample("Coffee").pixels, 64, 64))
    assert not [info.value for info in app.info]
    assert values(app)["layers"] == VGG


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("layers", "conv_3*relu", "that is no list of layers"),
        ("layers", "conv_99", "a window lies between 1 and 9"),
        ("layers", "conv_3_0", "a stride lies between 1 and 8"),
        ("layers", "*".join(["conv_1"] * 13), "this page stacks up to 12 layers"),
        ("row", "27", "row “27”; this map has rows 1 to 26"),
        ("column", "x", "column “x”; this map has columns 1 to 26"),
        ("pixels", "48", "pixels “48”; this page offers 32, 64"),
    ],
)
def test_a_wrong_value_in_a_link_falls_back_with_a_sentence(visit, sent, name, text, sentence):
    app = visit(**{name: text})
    assert not app.exception
    assert any(sentence in info.value for info in app.info), [info.value for info in app.info]
    assert sent[-1][0]["at"] == [13, 13]


@pytest.mark.parametrize(
    ("layers", "sentence"),
    [
        ("max_9_8*conv_9", "Layer 2, convolution 9 × 9: a window of 9 does not fit 3 cells"),
        ("max_2_2_4", "Layer 1, max pooling 2 × 2: it takes padding up to 1, half its"),
        ("*".join(["conv_1_1_4"] * 7), "Layer 7 makes a map of 88 × 88 cells; this page shows"),
    ],
)  # fmt: skip
def test_a_stack_that_does_not_fit_is_refused_with_a_sentence(visit, sent, layers, sentence):
    app = visit(layers=layers)
    assert not app.exception
    assert app.warning[0].value.startswith(sentence)
    assert [one["rows"] for one in sent[-1][0]["maps"]] == [32, 30, 28, 26]
    assert values(app)["layers"] == layers


def test_what_fitted_last_stays_when_a_change_does_not_fit(visit, sent):
    app = visit(layers="conv_5*max_2", pixels="64")
    app.session_state["session"].address.values["receptive_field_layers"] = "max_9_8*conv_9"
    app.run()
    assert "The stack before stays on screen." in app.warning[0].value
    assert [one["rows"] for one in sent[-1][0]["maps"]] == [64, 60, 30]
    assert [metric.value for metric in app.metric][0] == "6 × 6"


def test_a_picture_that_becomes_too_small_for_the_stack_is_told(visit, sent):
    app = visit(layers="*".join(["conv_9"] * 5), pixels="64")
    assert [metric.value for metric in app.metric][0] == "41 × 41"
    app.session_state["receptive_field_pixels"] = 32
    app.run()
    assert not app.exception
    assert app.warning[0].value.startswith("Layer 4, convolution 9 × 9: a window of 9 does not fit")
    assert [metric.value for metric in app.metric][0] == "7 × 7"


def test_where_the_unit_lies_goes_into_the_address_and_survives_another_stack(visit, sent):
    app = visit()
    word(app, sent[-1][0], 0, 25)
    app.run()
    assert values(app) == {"row": "1", "column": "26"}
    assert sent[-1][0]["at"] == [0, 25]
    app.button(key="receptive_field_LeNet").click().run()
    assert sent[-1][0]["at"] == [0, 4]
    assert values(app) == {"layers": layer_list.PRESETS["LeNet"], "row": "1", "column": "5"}


def test_pooling_dilation_and_stride_are_compared_with_the_same_stack_without(visit, sent):
    app = visit(layers="conv_3*max_2*conv_3_2_0_2*conv_3")
    text = said(app)
    # 1 + 2 + 1 + 2·2·2 + 2·4 = 20; pooling gone: 1 + 2 + 4 + 4; dilation gone: 1 + 2 + 1 + 4 + 8
    assert ":green[**20**]" in text
    assert "**Pooling:** without it this stack would see 11 × 11 instead of **20 × 20**" in text
    assert "**Dilation:** without it this stack would see 16 × 16" in text
    assert "**Stride:** with stride 1 in the convolutions this stack would see 16 × 16" in text


@pytest.mark.parametrize("text", [*layer_list.PRESETS.values(), "avg_3_2_1_2*conv_1", "max_2_1"])
def test_a_stack_survives_its_text(text):
    assert layer_list.write_stack(layer_list.read_stack(text)) == text


def test_an_incomplete_row_of_the_list_takes_the_usual_numbers():
    row = {"Layer": "Max pooling", "Window": None, "Stride": 1}
    assert layer_list._chosen(row) == layer_list.read_stack("max_2_1")[0]
