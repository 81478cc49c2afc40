"""Small screens: what is looked at together stands together in the window."""

import json

import pytest

from tests.browser.stage import Stage

READY = ".board[data-layout]"
PROJECTOR, CHROMEBOOK = (1280, 720), (1366, 768)


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
