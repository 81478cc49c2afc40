"""Small screens: what is looked at together stands together in the window."""

import json

import pytest

from cnnviz.ui.receptive_field.layer_list import PRESETS
from tests.browser.stage import Stage

READY = ".board[data-layout]"
PROJECTOR, CHROMEBOOK, TABLET, PHONE = (1280, 720), (1366, 768), (820, 1180), (390, 844)
CUT_OFF = """main => [...main.querySelectorAll("*")].filter(part => part.clientWidth > 1
  && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible")
  .map(part => part.textContent)"""


def edges(page, selector):
    """Top and bottom of what a selector finds first, in the window."""
    box = page.locator(selector).first.bounding_box()
    return box["y"], box["y"] + box["height"]


@pytest.mark.parametrize("size", [PROJECTOR, CHROMEBOOK])
@pytest.mark.parametrize("lesson", ["/convolution", "/pooling"])
def test_the_sum_is_seen_together_with_the_controls_and_the_picture(open_page, lesson, size):
    page = open_page(lesson, ready=READY, width=size[0], height=size[1])
    stage = Stage(page)
    for act in ("first", "last"):
        stage.press(act)
        assert edges(page, ".bar")[0] >= 0
        assert max(edges(page, ".tables")[1], edges(page, ".total")[1]) <= size[1]


@pytest.mark.parametrize("size", [PROJECTOR, CHROMEBOOK])
def test_cells_beside_a_curve_hold_their_numbers(open_page, size):
    page = open_page("/activation", ready=READY, width=size[0], height=size[1])
    layout = json.loads(Stage(page).board.get_attribute("data-layout"))
    cells = [rect["cell"] for name in ("input", "output") for rect in layout[name]]
    assert min(cells) >= 24  # three characters, ten pixels high


@pytest.mark.parametrize("size", [TABLET, PHONE])
def test_the_kernel_stands_right_below_the_result(open_page, size):
    page = open_page("/kernel_lab", ready=".weights input", width=size[0], height=size[1])
    result, kernel = edges(page, '.panel[data-panel="1"] .sheet'), edges(page, ".weights .grid")
    assert result[1] < kernel[0]
    assert kernel[1] - result[0] < size[1]


@pytest.mark.parametrize(
    ("lesson", "ready", "size"),
    [
        *(("/kernel_lab", ".weights input", size) for size in (PROJECTOR, TABLET, PHONE)),
        ("/classifier", READY, PHONE),
    ],
)
def test_no_choice_is_cut_off(open_page, lesson, ready, size):
    page = open_page(lesson, ready=ready, width=size[0], height=size[1])
    assert page.locator("[data-testid=stMainBlockContainer]").evaluate(CUT_OFF) == []


@pytest.mark.parametrize("size", [PROJECTOR, TABLET, PHONE])
def test_both_pictures_are_in_sight_while_the_unit_of_a_deep_stack_is_dragged(open_page, size):
    layers = PRESETS["VGG-like"]
    address = f"/receptive_field?receptive_field_layers={layers}"
    page = open_page(address, ready=".last .sheet", width=size[0], height=size[1])
    page.locator(".last .sheet").evaluate("unit => unit.scrollIntoView({ block: 'end' })")
    unit = edges(page, ".last .sheet")
    for picture in (".sees .sheet", ".weighs .sheet"):
        above = edges(page, picture)
        assert 0 <= above[0] < above[1] < unit[0] < unit[1] <= size[1] + 1
