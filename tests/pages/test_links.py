"""Every page can be reopened from its address, and says which part of it made no sense."""

import pytest

from cnnviz.kernels import PRESETS
from cnnviz.ui.lesson import contents


def sentences(app):
    return [info.value for info in app.info]


def test_convolution_reopens_from_its_address(open_lesson):
    app = open_lesson(
        "convolution",
        convolution_stride="2",
        convolution_padding="same",
        convolution_kernel="Sobel x",
        convolution_input="Vertical edge",
        convolution_filters="2",
    )
    assert not app.exception
    assert app.selectbox(key="convolution_kernel").value == "Sobel x"
    assert app.selectbox(key="convolution_padding").value == "same"
    assert app.session_state["convolution_stride"] == 2
    assert app.session_state["convolution_filters"] == 2


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("stride", "9", "stride “9”; this page offers 1, 2, 3"),
        ("rows", "80", "rows “80”; this page takes 1 to 7"),
        ("rows", "three", "rows “three”; this page takes 1 to 7"),
        ("flip", "maybe", "flip “maybe”; this page offers True, False"),
        ("step", "-1", "step “\\-1”; a step is a whole number"),
        ("edits", "x_nan", "that is not a list of edited cells"),
    ],
)
def test_a_wrong_value_falls_back_with_a_sentence(open_lesson, name, text, sentence):
    app = open_lesson("convolution", **{f"convolution_{name}": text})
    assert not app.exception
    assert any(sentence in said for said in sentences(app)), sentences(app)


def test_a_right_link_says_nothing(open_lesson):
    assert sentences(open_lesson("convolution", convolution_stride="2")) == []


def test_start_over_goes_back_to_the_classic_example(open_lesson):
    app = open_lesson("convolution", convolution_stride="3", convolution_rows="2")
    app.button(key="convolution_restart").click().run()
    assert app.session_state["convolution_stride"] == 1
    assert app.slider(key="convolution_rows").value == 3


def test_a_preset_brings_its_size(open_lesson):
    app = open_lesson("convolution")
    app.selectbox(key="convolution_kernel").select("Gaussian blur 7x7").run()
    assert (app.slider(key="convolution_rows").value, app.slider(key="convolution_cols").value) == (
        7,
        7,
    )


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_preset_opens_in_the_lab_from_its_link(open_lesson, preset):
    app = open_lesson("kernel_lab", kernel_lab_kernel1=preset.name)
    assert not app.exception
    assert app.selectbox(key="kernel_lab_kernel1").value == preset.name
    assert sentences(app) == []


def test_odd_weights_in_a_link_fall_back_to_the_preset(open_lesson):
    app = open_lesson("kernel_lab", kernel_lab_weights1="1_2*3")
    assert not app.exception
    assert any("a kernel has 1 to 7 rows and columns" in said for said in sentences(app))


def test_every_address_is_its_own():
    stems = [lesson.path.stem.partition("_")[2] for lesson in contents.lessons()]
    assert len(set(stems)) == len(stems)


def test_a_link_cannot_write_on_the_page(open_lesson):
    app = open_lesson("convolution", convolution_stride="[Log in](//evil.example) # :red[now] $x$")
    (said,) = sentences(app)
    assert r"\[Log in\]\(\/\/evil" in said
    assert r"\#" in said


def test_fewer_kernels_bring_the_hand_back(open_lesson):
    app = open_lesson("kernel_lab", kernel_lab_count="4", kernel_lab_hand="3")
    for count in (2, 1, 2):
        app.session_state["kernel_lab_count"] = count
        app.run()
        assert not app.exception
        assert sentences(app) == []


def test_an_unknown_kernel_out_of_the_hand_is_said_too(open_lesson):
    app = open_lesson("kernel_lab", kernel_lab_count="2", kernel_lab_kernel2="Nonsense")
    assert any("kernel2 “Nonsense”" in said for said in sentences(app))


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_transposed_groups_use_every_kernel_or_say_which(open_lesson, groups):
    app = open_lesson(
        "convolution",
        convolution_transposed="True",
        convolution_channels="3",
        convolution_filters="3",
        convolution_t_groups=str(groups),
    )
    assert not app.exception
    assert any("feature maps" in said.value for said in app.caption) == (groups == 2)


def test_choosing_one_kernel_keeps_what_was_done_to_another(open_lesson):
    app = open_lesson(
        "convolution", convolution_filters="2", convolution_edits="w_0_0_1_1_7*w_1_0_0_0_3"
    )
    app.selectbox(key="convolution_kernel2").select("Sharpen").run()
    assert app.session_state["session"].address.values["convolution_edits"] == "w_0_0_1_1_7"
