"""What a person does on the page of pixels: point, tap, press keys, shrink, upload, share."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from cnnviz.images import load_sample, shrink_to_fit
from cnnviz.view.pixel_planes import PixelPlanes
from tests.browser.conftest import prepare
from tests.browser.waiting import becomes, drawn, settled

CAT = load_sample("Cat").pixels
NAMES = ("Red", "Green", "Blue", "Grey")
TINY = np.array(
    [[[1, 2, 3], [40, 50, 60], [255, 0, 0]], [[0, 255, 0], [0, 0, 255], [9, 99, 199]]], np.uint8
)


@pytest.fixture
def visit(open_page):
    def open_(parameters="", **options):
        return open_page(f"/pixels{parameters}", ready=".pixels[data-version]", **options)

    return open_


def planes(pixels):
    """Red, green, blue and grey of a picture."""
    return dict(zip(NAMES, [*np.moveaxis(pixels, -1, 0), PixelPlanes(pixels).grey], strict=True))


def panel(page, name):
    return page.locator(f".panel[data-plane={name}]")


def numbers(page, name):
    """The texts of a plane's cells, row by row."""
    return (
        panel(page, name)
        .locator(".grid")
        .evaluate(
            "table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))"
        )
    )


def around(plane, row, col, reach):
    """What a magnifier must show: neighbours, and nothing beyond the picture."""
    half = reach // 2
    return [
        [
            str(plane[r, c]) if 0 <= r < plane.shape[0] and 0 <= c < plane.shape[1] else ""
            for c in range(col - half, col + half + 1)
        ]
        for r in range(row - half, row + half + 1)
    ]


def spot(page, name, row, col, shape):
    """The middle of a pixel on a panel, in the window."""
    sheet = panel(page, name).locator(".sheet")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    return (
        box["x"] + (col + 0.5) / shape[1] * box["width"],
        box["y"] + (row + 0.5) / shape[0] * box["height"],
    )


def where(page):
    """The row and column that the page names, counted from 0."""
    text = page.locator(".where b").inner_text()
    row, col = re.fullmatch(r"Row (\d+), column (\d+)", text).groups()
    return int(row) - 1, int(col) - 1


def assert_shows(page, pixels, row, col, reach=9):
    for name, plane in planes(pixels).items():
        becomes(page, lambda name=name: numbers(page, name), around(plane, row, col, reach))
        here = panel(page, name).locator(".here")
        expect(here).to_have_count(1)
        expect(here).to_have_text(str(plane[row, col]))


def marks(page):
    """Where the mark stands on every panel, as shares of the picture."""
    found = []
    for mark in page.locator(".panel:not([hidden]) .mark").all():
        box, sheet = mark.bounding_box(), mark.locator("..").bounding_box()
        found.append(
            (
                (box["x"] + box["width"] / 2 - sheet["x"]) / sheet["width"],
                (box["y"] + box["height"] / 2 - sheet["y"]) / sheet["height"],
            )
        )
    return np.array(found)


def upload(page, name, pixels):
    """Bring a picture, as a reader does."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    before = page.locator(".pixels").get_attribute("data-version")
    page.get_by_role("button", name="Your own picture").click()
    sent = {"name": name, "mimeType": "image/png", "buffer": file.getvalue()}
    page.locator("input[type=file]").first.set_input_files(sent)
    page.locator(f".pixels:not([data-version='{before}'])").wait_for()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_be_hidden()
    settled(page)


def choose(page, option):
    """Press one of the buttons above the picture."""
    before = page.locator(".pixels").get_attribute("data-version")
    page.get_by_role("radio", name=option, exact=True).click()
    page.locator(f".pixels:not([data-version='{before}'])").wait_for()
    drawn(page)


def test_it_opens_with_exact_numbers_around_the_middle(visit):
    page = visit()
    assert where(page) == (150, 225)
    assert_shows(page, CAT, 150, 225)


@pytest.mark.parametrize("name", ["Picture", "Red", "Grey"])
def test_pointing_at_any_panel_shows_the_same_pixel_on_all(visit, name):
    page = visit()
    page.mouse.move(*spot(page, name, 60, 400, CAT.shape))
    drawn(page)
    row, col = where(page)
    assert abs(row - 60) <= 2
    assert abs(col - 400) <= 2
    assert_shows(page, CAT, row, col)
    expected = [(col + 0.5) / 451, (row + 0.5) / 300]
    np.testing.assert_allclose(marks(page), [expected] * 5, atol=0.01)


def test_the_numbers_follow_the_hand_without_asking_the_server(visit):
    page = visit(alone=True)
    page.context.set_offline(True)
    page.mouse.move(*spot(page, "Picture", 10, 10, CAT.shape))
    drawn(page)
    assert_shows(page, CAT, *where(page))
    assert where(page)[0] < 14


def test_beyond_the_edge_there_are_no_numbers(visit):
    page = visit("?pixels_row=1&pixels_column=451")
    assert_shows(page, CAT, 0, 450)
    expect(panel(page, "Red").locator(".out")).to_have_count(81 - 25)


def test_one_pixel_is_told_with_the_sum_that_makes_grey(visit):
    page = visit("?pixels_row=31&pixels_column=51")
    red, green, blue = (int(value) for value in CAT[30, 50])
    grey = PixelPlanes(CAT).grey[30, 50]
    assert page.locator("dd").all_inner_texts() == [str(v) for v in (red, green, blue, grey)]
    sum_ = f"= 0.299 × {red} + 0.587 × {green} + 0.114 × {blue} ≈ {grey}"
    assert " ".join(page.locator(".numbers").inner_text().split()) == sum_
    expect(page.locator(".swatch")).to_have_css("background-color", f"rgb({red}, {green}, {blue})")


def test_a_click_pins_the_pixel_and_escape_lets_it_go(visit):
    page = visit()
    page.mouse.click(*spot(page, "Picture", 100, 100, CAT.shape))
    drawn(page)
    pinned = where(page)
    page.mouse.move(*spot(page, "Picture", 250, 300, CAT.shape))
    drawn(page)
    assert where(page) == pinned
    expect(page.locator(".pinned")).to_be_visible()
    page.wait_for_url(re.compile(f"pixels_pinned=True&pixels_row={pinned[0] + 1}$"))
    page.keyboard.press("Escape")
    expect(page.locator(".pinned")).to_be_hidden()
    page.mouse.move(*spot(page, "Picture", 200, 300, CAT.shape))
    drawn(page)
    assert where(page) != pinned


def test_arrow_keys_move_by_one_pixel_and_with_shift_by_ten(visit):
    page = visit()
    panel(page, "Picture").locator(".sheet").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".where b")).to_have_text("Row 150, column 217")
    assert_shows(page, CAT, 149, 216)
    page.wait_for_url(re.compile("pixels_column=217&pixels_pinned=True&pixels_row=150"))


def test_a_cell_of_the_magnifier_can_be_clicked(visit):
    page = visit()
    panel(page, "Blue").locator("td").nth(0).click()
    expect(page.locator(".where b")).to_have_text("Row 147, column 222")
    page.keyboard.press("ArrowDown")
    drawn(page)
    assert_shows(page, CAT, 147, 221)


def test_a_tap_shows_the_numbers_on_a_telephone(server, browser):
    phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    prepare(phone)
    page = phone.new_page()
    page.goto(f"{server.url}/pixels")
    page.locator(".pixels[data-version]").wait_for()
    settled(page)
    page.touchscreen.tap(*spot(page, "Green", 70, 70, CAT.shape))
    drawn(page)
    row, col = where(page)
    assert abs(row - 70) < 4
    assert abs(col - 70) < 4
    assert_shows(page, CAT, row, col)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    phone.close()


def test_numbers_from_0_to_1(visit):
    page = visit("?pixels_numbers=0+to+1&pixels_row=151&pixels_column=226")
    shares = [f"{value / 255:.2f}" for value in CAT[146:155, 225, 0]]
    shown = [row[4] for row in numbers(page, "Red")]
    assert shown == [text.removeprefix("0") for text in shares]
    assert page.locator("dd").first.inner_text() == f"{CAT[150, 225, 0] / 255:.3f}"
    choose(page, "0 to 255")
    assert_shows(page, CAT, 150, 225)


@pytest.mark.parametrize("reach", [5, 13])
def test_the_magnifier_has_other_sizes(visit, reach):
    page = visit()
    choose(page, str(reach))
    assert_shows(page, CAT, 150, 225, reach)
    page.wait_for_url(re.compile(f"pixels_magnifier={reach}"))


@pytest.mark.parametrize(("side", "theme"), [(16, "light"), (8, "dark")])
def test_a_shrunk_picture_becomes_a_matrix(visit, side, theme):
    page = visit(theme=theme)
    choose(page, str(side))
    small = shrink_to_fit(CAT, side)
    for name, plane in planes(small).items():
        assert numbers(page, name) == [[str(value) for value in row] for row in plane]
    expect(page.get_by_text(str(small.shape)).first).to_be_visible()
    panel(page, "Grey").locator("td").nth(side + 2).hover()
    expect(page.locator(".where b")).to_have_text("Row 2, column 3")
    assert [here.inner_text() for here in page.locator(".here").all()] == [
        str(plane[1, 2]) for plane in planes(small).values()
    ]


def test_planes_are_shown_in_their_own_light_or_in_grey(visit):
    page = visit()
    value = int(CAT[150, 225, 0])
    here = panel(page, "Red").locator(".here")
    expect(here).to_have_css("background-color", f"rgb({value}, 0, 0)")
    choose(page, "In grey")
    expect(here).to_have_css("background-color", f"rgb({value}, {value}, {value})")
    plane = (
        panel(page, "Red")
        .locator(".picture")
        .evaluate("canvas => [...canvas.getContext('2d').getImageData(225, 150, 1, 1).data]")
    )
    assert plane == [value, value, value, 255]


def test_an_uploaded_picture_shows_its_own_numbers(visit):
    page = visit()
    upload(page, "tiny.png", TINY)
    for name, plane in planes(TINY).items():
        assert numbers(page, name) == [[str(value) for value in row] for row in plane]
    expect(page.get_by_text("(2, 3, 3)").first).to_be_visible()
    expect(page.get_by_text("18 bytes")).to_be_visible()
    expect(page.get_by_text("The file is no smaller")).to_be_visible()


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1)])
def test_odd_shapes_can_be_pointed_at(visit, shape):
    page = visit()
    pixels = np.random.default_rng(1).integers(0, 256, (*shape, 3), np.uint8)
    upload(page, "odd.png", pixels)
    screen = shrink_to_fit(shrink_to_fit(pixels, 960), 640)
    page.mouse.click(*spot(page, "Picture", 0, 0, screen.shape) if max(shape) > 1 else (0, 0))
    drawn(page)
    row, col = where(page)
    assert panel(page, "Red").locator(".here").inner_text() == str(screen[row, col, 0])
    if max(shape) > 640:
        told = page.get_by_text(f"{shape[1]} × {shape[0]} in the file, smaller on screen")
        expect(told).to_be_visible()


def test_a_link_restores_the_place_and_every_control_elsewhere(visit):
    page = visit()
    choose(page, "5")
    choose(page, "0 to 1")
    choose(page, "In grey")
    choose(page, "32")
    page.mouse.click(*spot(page, "Picture", 4, 9, (21, 32)))
    page.wait_for_url(re.compile("pixels_row=5"))
    again = visit(page.url.partition("/pixels")[2])
    assert where(again) == where(page) == (4, 9)
    expect(again.locator(".pinned")).to_be_visible()
    for name in NAMES:
        assert numbers(again, name) == numbers(page, name)
    for option in ("5", "0 to 1", "In grey", "32"):
        expect(again.get_by_role("radio", name=option, exact=True)).to_be_checked()


def test_the_place_survives_a_change_of_size_and_start_over_forgets_it(visit):
    page = visit()
    page.mouse.click(*spot(page, "Picture", 290, 10, CAT.shape))
    page.wait_for_url(re.compile("pixels_row"))
    choose(page, "16")
    assert where(page) == (10, 0)
    choose(page, "8")
    assert where(page) == (4, 0)
    page.get_by_role("button", name="Start over").press("Enter")
    expect(page.locator(".where b")).to_have_text("Row 151, column 226")
    page.wait_for_url(re.compile("/pixels$"))
    choose(page, "16")
    assert where(page) == (5, 8)


def test_a_visit_to_another_page_and_back_finds_everything(visit):
    page = visit("?pixels_shrink=32")
    page.mouse.click(*spot(page, "Picture", 20, 31, (21, 32)))
    page.wait_for_url(re.compile("pixels_row=21"))
    page.get_by_role("link", name="Convolution").first.click()
    page.locator(".board[data-layout]").wait_for()
    page.get_by_role("link", name="Pixels").first.click()
    page.locator(".pixels[data-version]").wait_for()
    expect(page.locator(".where b")).to_have_text("Row 21, column 32")
    assert_shows(page, shrink_to_fit(CAT, 32), 20, 31)


def test_histograms_never_blink_while_a_control_changes(visit):
    page = visit()
    page.evaluate("""() => {
      window.blank = 0;
      const find = (root) => [...root.querySelectorAll('*')].flatMap((node) =>
        [...(node.matches('.histogram') ? [node] : []),
          ...(node.shadowRoot ? find(node.shadowRoot) : [])]);
      const histograms = find(document);
      window.counted = histograms.length;
      const look = () => {
        for (const canvas of histograms) {
          const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          if (!data.some((part) => part)) window.blank += 1;
        }
        requestAnimationFrame(look);
      };
      look();
    }""")
    for option in ("In grey", "0 to 1", "32", "16", "Full"):
        choose(page, option)
    assert page.evaluate("[window.counted, window.blank]") == [4, 0]


def test_a_wrong_row_in_a_link_is_told(visit):
    page = visit("?pixels_row=999")
    expect(page.get_by_text("this picture has rows 1 to 300")).to_be_visible()
    assert where(page) == (150, 225)
