"""What a person does on the page of receptive fields: drag, press keys, change the stack, share."""

import re
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from numpy.testing import assert_allclose
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from cnnviz.receptive_field.theoretical import receptive_field, ways
from cnnviz.receptive_field.theoretical import stack_views as settle
from cnnviz.ui.receptive_field import layer_list
from tests.browser.waiting import becomes, drawn, settled, until

READY = ".field[data-version]"


@pytest.fixture
def visit(open_page):
    def open_(parameters="", **options):
        return open_page(f"/receptive_field{parameters}", ready=READY, **options)

    return open_


def paths_of(text=layer_list.FIRST, side=32):
    return settle(layer_list.read_stack(text), (side, side))


def unit(page):
    return tuple(int(part) for part in page.locator(".field").get_attribute("data-unit").split())


def spot(page, panel, row, col, cells):
    """The middle of a cell of a panel's map, in the window."""
    sheet = page.locator(f".{panel} .sheet")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    edge, scale = 12, (box["width"] - 24) / cells
    return box["x"] + edge + (col + 0.5) * scale, box["y"] + edge + (row + 0.5) * scale


def outlines(page):
    """The views on screen, in cells of their maps: top, left, height, width for every panel."""
    return page.locator(".panel").evaluate_all(
        """panels => panels.map(panel => {
          const mark = panel.querySelector(panel.classList.contains("last") ? ".unit" : ".view");
          const said = panel.querySelector(".size").textContent.match(/\\d+/g).map(Number);
          const scale = (panel.querySelector(".sheet").clientWidth - 24) / said[0];
          const { left, top, width, height } = mark.style;
          const [l, t, w, h] = [left, top, width, height].map(parseFloat);
          return [(t - 12) / scale, (l - 12) / scale, h / scale, w / scale];
        })"""
    )


def assert_shows(page, text, row, col, side=32):
    """Every outline and every number is the one of this unit."""
    paths = paths_of(text, side)
    expect(page.locator(".field")).to_have_attribute("data-unit", f"{row} {col}")
    drawn(page)
    shown = outlines(page)
    for panel, at in enumerate([0, *range(len(paths))]):  # the last map's is grown to be seen
        box = receptive_field(paths[at:]).box(row, col)
        wanted = (box.row, box.col, box.height, box.width)
        assert_allclose(shown[panel], wanted, atol=0.01, err_msg=f"panel {panel}")
        rows, cols = (np.flatnonzero(ways(paths, axis)[at][n]) for axis, n in ((0, row), (1, col)))
        said = page.locator(".sentence" if panel < 2 else ".range >> nth=" + str(panel))
        expect(said).to_contain_text(f"rows {rows[0] + 1}–{rows[-1] + 1}")
        expect(said).to_contain_text(f"columns {cols[0] + 1}–{cols[-1] + 1}")
    size = receptive_field(paths).size
    expect(page.locator(".sentence")).to_contain_text(f"sees {size[0]} × {size[1]} pixels")


def asked(page):
    """The values of the address, without the page's name."""
    found = parse_qs(urlsplit(page.url).query)
    return {name.removeprefix("receptive_field_"): values[0] for name, values in found.items()}


def weighed(page):
    """Wait until the influence on screen belongs to the unit."""
    expect(page.locator(".field:not(.waiting)")).to_be_visible()


def test_dragging_the_unit_moves_every_outline_and_every_number(visit, open_page):
    page = visit()
    assert_shows(page, layer_list.FIRST, 13, 13)
    canvas = page.locator(".sees canvas").element_handle()
    page.mouse.move(*spot(page, "last", 13, 13, 26))
    page.mouse.down()
    for row, col in ((10, 12), (4, 7), (2, 20)):
        page.mouse.move(*spot(page, "last", row, col, 26), steps=4)
        assert_shows(page, layer_list.FIRST, row, col)  # while the button is still held
    page.mouse.up()
    expect(page).to_have_url(re.compile("receptive_field_row=3"))
    assert asked(page) == {"row": "3", "column": "21"}
    weighed(page)
    assert canvas.evaluate("element => element.isConnected")
    page.reload()
    page.locator(READY).wait_for()
    settled(page)
    assert_shows(page, layer_list.FIRST, 2, 20)
    other = open_page("/receptive_field?" + urlsplit(page.url).query, ready=READY)
    assert_shows(other, layer_list.FIRST, 2, 20)


def test_the_picture_itself_can_be_dragged_and_keys_move_the_unit(visit):
    page = visit()
    page.mouse.move(*spot(page, "sees", 16, 16, 32))
    page.mouse.down()
    page.mouse.move(*spot(page, "sees", 0, 31, 32), steps=5)
    page.mouse.up()
    assert_shows(page, layer_list.FIRST, 0, 25)
    page.locator(".between .sheet").first.focus()
    for key in (
        "ArrowDown",
        "ArrowLeft",
        "Shift+ArrowLeft",
        "ArrowUp",
        "ArrowUp",
        "Shift+ArrowDown",
    ):
        page.keyboard.press(key)
    assert_shows(page, layer_list.FIRST, 5, 19)
    expect(page.locator(".spoken")).to_contain_text("row 6, column 20")


def test_another_stack_keeps_the_place_and_changes_in_place(visit):
    page = visit("?receptive_field_row=1&receptive_field_column=26")
    root = page.locator(".field").element_handle()
    page.get_by_role("button", name="VGG-like").click()
    expect(page.locator(".maps .panel")).to_have_count(8)
    assert_shows(page, layer_list.PRESETS["VGG-like"], 0, 7)
    expect(page.locator(".sees .range")).to_contain_text("hangs over the edge, into padding")
    expect(page.get_by_text("Pooling: without it this stack would see 13 × 13")).to_be_visible()
    assert root.evaluate("element => element.isConnected")
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".maps .panel")).to_have_count(3)
    assert_shows(page, layer_list.FIRST, 13, 13)


def opens_the_second_dilation(page):
    """Click that cell of the list and press Enter; whether its editor opened."""
    grid = page.get_by_test_id("data-grid-canvas")
    grid.wait_for()
    box = grid.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 40, box["y"] + 2.5 * 35)
    page.keyboard.press("Enter")
    with suppress(PlaywrightTimeout):  # the list had moved, or did not listen yet
        page.locator("#portal input").wait_for(timeout=5_000)
    return page.locator("#portal input").count() > 0


def test_a_number_of_the_list_changes_the_view_and_dilation_leaves_holes(visit):
    page = visit("?receptive_field_layers=conv_1*conv_3")
    until(page, lambda: opens_the_second_dilation(page))
    page.locator("#portal input").fill("4")
    page.keyboard.press("Enter")
    expect(page.locator(".sentence")).to_contain_text("sees 9 × 9 pixels")
    expect(page).to_have_url(re.compile(r"layers=conv_1\*conv_3_1_0_4"))
    expect(page.locator(".sees .range")).to_contain_text("9 of 81 pixels are read")
    weighed(page)
    row, col = unit(page)
    nine = {(row + 4 * i, col + 4 * j) for i in range(3) for j in range(3)}
    becomes(page, lambda: lit(page), nine)


def lit(page):
    """The pixels that move the unit, as they are painted."""
    colours = page.locator(".weighs canvas").evaluate(
        """canvas => {
          const context = canvas.getContext("2d");
          const edge = 12 * canvas.width / canvas.clientWidth;
          const at = cell => Math.round(edge + (cell + 0.5) * (canvas.width - 2 * edge) / 32);
          return Array.from({length: 32}, (_, row) => Array.from({length: 32}, (_, col) =>
            context.getImageData(at(col), at(row), 1, 1).data.join()));
        }"""
    )
    return {(r, c) for r in range(32) for c in range(32) if colours[r][c] != colours[0][0]}


def test_it_has_room_on_a_telephone_in_the_dark(visit):
    text = layer_list.PRESETS["LeNet"]
    page = visit(f"?receptive_field_layers={text}", width=390, height=844, theme="dark")
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
    right = page.locator(".sheet").evaluate_all(
        "sheets => Math.max(...sheets.map(sheet => sheet.getBoundingClientRect().right))"
    )
    assert right <= 390
    assert_shows(page, text, 2, 2)
