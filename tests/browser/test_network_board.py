"""How the board of a network uses its room, and how its numbers are written."""

import pytest

from tests.browser.waiting import settled

WIDTH = """(result, sign) => {
  const text = result.cloneNode();
  text.textContent = sign.repeat(20);
  result.after(text);
  const { width } = text.getBoundingClientRect();
  text.remove();
  return width;
}"""


HIDDEN = (
    "scroll => [scroll.scrollHeight - scroll.clientHeight, scroll.scrollWidth - scroll.clientWidth]"
)


@pytest.mark.parametrize(
    ("network", "width", "height"),
    [("Digit", 820, 1180), ("Digit", 1024, 768), ("Shape", 1280, 800)],
)
def test_every_map_is_seen_at_once(open_page, network, width, height):
    page = open_page(
        f"/network?network_model={network}+reader",
        ready=".level.whole .bars",
        width=width,
        height=height,
    )
    whole = page.locator(".level.whole")
    assert whole.evaluate("whole => whole.scrollWidth - whole.clientWidth") == 0
    sizes = whole.locator(".map").evaluate_all("maps => maps.map(map => map.clientWidth)")
    assert min(sizes) >= 14


@pytest.mark.parametrize("place", ["conv2.5.2.3", "linear1.8.1.1"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (820, 1180), (390, 844)])
def test_a_value_is_written_out_in_full(open_page, place, width, height):
    page = open_page(
        f"/network?network_at={place}", ready=".network .result", width=width, height=height
    )
    assert page.locator(".value .scroll").evaluate(HIDDEN) == [0, 0]
    board, total = (
        page.locator(f".network {each}").bounding_box() for each in (".board", ".total")
    )
    assert total["y"] + total["height"] <= board["y"] + board["height"]


def test_the_board_has_its_height_again_after_a_long_sum(open_page):
    page = open_page("/network", ready=".network .board")
    height = page.locator(".network .board").bounding_box()["height"]
    page = open_page("/network?network_at=linear1.8.1.1", ready=".network .result")
    assert page.locator(".network .board").bounding_box()["height"] > height
    page.locator(".network .back").click()
    page.locator(".level.whole .stop").first.wait_for()
    settled(page)
    assert page.locator(".network .board").bounding_box()["height"] == height
    sheet = page.locator(".level.whole > .sheet").bounding_box()
    assert sheet["height"] <= height


def test_eight_channels_stand_two_and_two(open_page):
    page = open_page("/network?network_at=conv2.5.2.3", ready=".network .result")
    boxes = [each.bounding_box() for each in page.locator(".value .channel").all()]
    assert len({box["x"] for box in boxes}) == 2
    assert page.locator(".network .board").bounding_box()["height"] < 900


def test_a_minus_in_a_number_is_longer_than_a_hyphen(open_page):
    page = open_page("/network?network_at=conv2.5.2.3", ready=".network .result")
    minus, hyphen = (page.locator(".network .result").evaluate(WIDTH, sign) for sign in "−-")
    assert minus > hyphen + 10
