"""What a reader does with a whole network: unfold, walk back to the pixels, draw, bring a file."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose
from playwright.sync_api import expect

from cnnviz import nn
from cnnviz.zoo.shipped import SHIPPED
from tests.browser.waiting import settled, until

DIGITS = SHIPPED[0].model()
READY = ".network[data-seq]"
MAPS = """root => [...root.querySelectorAll('.level.whole canvas')].map(c => c.toDataURL())"""
BOXES = """root => [...root.querySelectorAll('.level.whole .stop')].map(stop => {
  const { left, top, width, height } = stop.getBoundingClientRect();
  return [left, top, width, height].map(Math.round);
})"""


@pytest.fixture
def visit(open_page):
    return lambda parameters="", **options: open_page(
        f"/network{parameters}", ready=READY, **options
    )


def root(page):
    return page.locator(".network")


def at(page, level, node="", cell=None):
    """Wait until the reader stands at a place."""
    place = f".network[data-level='{level}'][data-node='{node}']"
    if cell is not None:
        place += f"[data-cell='{','.join(map(str, cell))}']"
    page.locator(place).wait_for()


def assert_value(page, wanted, **how):
    """The value on screen is this one, as soon as it has arrived."""

    def shown():
        return float(page.locator(".level.value .result").get_attribute("data-value"))

    until(page, lambda: np.allclose(shown(), wanted, **how))
    assert_allclose(shown(), wanted, **how)


def values(label=0, index=0):
    """What the network makes of one image of its data."""
    data = DIGITS.data()
    return DIGITS.graph.run(data.images[data.of(label)[index]][None])


def into(page, node, cell):
    """Choose one of the numbers a value was made of."""
    page.locator(f".level.value .cell[data-node='{node}'][data-cell='{cell}']").click()


def changed(page, before):
    """Wait until every map was painted anew; give them."""
    page.wait_for_function(
        """before => {
          const root = [...document.querySelectorAll('*')].map(e => e.shadowRoot)
            .find(r => r?.querySelector('.network'));
          const now = [...root.querySelectorAll('.level.whole canvas')].map(c => c.toDataURL());
          return now.some((one, i) => one !== before[i]);
        }""",
        arg=before,
    )
    return root(page).evaluate(MAPS)


def test_a_link_opens_one_value_and_the_way_leads_back_to_the_pixels_and_out(visit):
    page = visit("?network_class=3&network_number=2&network_at=conv2.5.2.3")
    made = values(3, 1)
    way = [("conv2", (4, 1, 2)), ("pool1", (2, 1, 2)), ("relu1", (2, 3, 5)), ("conv1", (2, 3, 5))]
    for node, cell in way:
        if (node, cell) != way[0]:
            into(page, node, ",".join(map(str, cell)))
        at(page, 3, node, cell)
        assert_value(page, made[node][(0, *cell)], rtol=1e-5, atol=1e-5)
    expect(page.locator(".seen")).to_have_attribute("data-box", "2,4,3,3")
    into(page, "image", "0,4,5")
    at(page, 3, "image", (0, 4, 5))
    assert_value(page, made["image"][0, 0, 4, 5], rtol=1e-7, atol=1e-6)
    expect(page).to_have_url(re.compile(r"network_at=image\.1\.5\.6"))
    page.locator(".network .back").click()
    at(page, 3, "conv1", (2, 3, 5))
    page.locator(".network .board").focus()
    page.keyboard.press("Backspace")
    at(page, 3, "relu1", (2, 3, 5))
    page.locator(".network .crumbs button").first.click()
    at(page, 1)
    expect(page).not_to_have_url(re.compile("network_at"))


def test_a_map_unfolds_a_cell_is_written_out_and_a_reload_stays_there(visit):
    page = visit()
    page.locator(".level.whole .map[data-node='conv1'][data-channel='3']").click()
    at(page, 2, "conv1")
    settled(page)
    box = page.locator(".level.unit [data-role=output] .face").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 5.5 / 8, box["y"] + box["height"] * 2.5 / 8)
    at(page, 3, "conv1", (3, 2, 5))
    value = values()["conv1"][0, 3, 2, 5]
    assert_value(page, value, rtol=1e-5, atol=0)
    expect(page).to_have_url(re.compile(r"network_at=conv1\.4\.3\.6"))
    page.reload()
    at(page, 3, "conv1", (3, 2, 5))
    assert_value(page, value, rtol=1e-5, atol=0)


def test_another_picture_changes_the_maps_in_place_and_the_reader_stays(visit):
    page = visit("?network_at=linear1.8.1.1")
    at(page, 3, "linear1", (7,))
    assert_value(page, values()["linear1"][0, 7], rtol=1e-4, atol=0)
    page.get_by_role("radio", name="7", exact=True).click()
    expected = values(7)["linear1"][0, 7]
    expect(page.locator(".network .verdict")).to_contain_text("It says 7")
    at(page, 3, "linear1", (7,))
    assert_value(page, expected, rtol=1e-4, atol=0)
    page.locator(".network .crumbs button").first.click()
    at(page, 1)
    before, boxes = root(page).evaluate(MAPS), root(page).evaluate(BOXES)
    page.get_by_role("radio", name="4", exact=True).click()
    expect(page.locator(".network .verdict")).to_contain_text("It says 4")
    changed(page, before)
    assert root(page).evaluate(BOXES) == boxes


def test_a_drawn_digit_is_followed_in_place_and_nothing_else_is_asked(visit):
    page = visit()
    pad = page.locator(".network .pad")
    pad.scroll_into_view_if_needed()
    place = pad.bounding_box()
    x, y, side = place["x"], place["y"], place["width"]
    before, boxes = root(page).evaluate(MAPS), root(page).evaluate(BOXES)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.mouse.move(x + 0.5 * side, y + 0.12 * side)
    page.mouse.down()
    page.mouse.move(x + 0.5 * side, y + 0.88 * side, steps=20)
    page.mouse.up()
    expect(page.locator(".network .verdict")).to_contain_text("It says 1")
    after = changed(page, before)
    assert root(page).evaluate(BOXES) == boxes
    assert len(after) == len(before)
    assert asked
    assert all("/live/" in url for url in asked), asked
    page.locator(".network .clear").click()
    expect(page.locator(".network .facts .title")).to_have_text("0, number 1")


def test_a_drawing_is_kept_when_the_page_runs_again_and_left_for_another_picture(visit):
    page = visit()
    pad = page.locator(".network .pad")
    pad.scroll_into_view_if_needed()
    place = pad.bounding_box()
    page.mouse.move(place["x"] + 60, place["y"] + 20)
    page.mouse.down()
    page.mouse.move(place["x"] + 60, place["y"] + 120, steps=8)
    page.mouse.up()
    title = page.locator(".network .facts .title")
    expect(title).to_have_text("Your drawing")
    page.get_by_text("All layers, with their shapes").click()
    page.get_by_role("link", name="Playground").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Playground")
    page.get_by_role("link", name="Network").first.click()
    expect(title).to_have_text("Your drawing")
    expect(page.get_by_role("radio", name="Pad")).to_be_checked()
    page.get_by_role("radio", name="6", exact=True).click()
    expect(title).to_have_text("6, number 1")
    expect(page.get_by_role("radio", name="Data")).to_be_checked()


def test_a_file_is_looked_into_and_a_broken_one_keeps_it(visit, tmp_path):
    layers = [nn.Conv2d(3, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(2)]
    mine, broken = tmp_path / "mine.onnx", tmp_path / "broken.onnx"
    mine.write_bytes(bytes(nn.save_onnx(nn.Sequential(layers, (3, 20, 20)))))
    broken.write_bytes(mine.read_bytes()[:300])
    page = visit("?network_at=conv2.1")
    at(page, 2, "conv2")
    page.get_by_role("button", name="Your own", exact=True).click()
    page.locator("input[type=file]").first.set_input_files(mine)
    maps = page.locator(".level.whole .map[data-node='conv1']")
    expect(maps).to_have_count(3)
    at(page, 1)
    expect(page.get_by_text("Pixels from")).to_be_visible()
    page.locator("input[type=file]").first.set_input_files(broken)
    expect(page.get_by_text("The network before stays.")).to_be_visible()
    expect(maps).to_have_count(3)


def test_the_lines_of_code_come_with_the_file_they_read(visit, tmp_path):
    page = visit("?network_class=5")
    page.get_by_text("Show the code").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="network.npz").click()
    with np.load(waiting.value.path()) as arrays:
        assert_allclose(arrays["image"], values(5)["image"])
        assert arrays["conv1.weight"].shape == (8, 1, 3, 3)


def test_a_narrow_screen_speaks_of_fingers_and_shows_ten_classes_five_by_five(visit):
    page = visit(width=390, height=844)
    expect(page.locator(".foot")).to_contain_text("Tap a map")
    tops = page.locator(".st-key-network_class button").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().top)"
    )
    assert [tops.count(top) for top in sorted(set(tops))] == [5, 5]


def test_a_layer_of_many_maps_is_turned_and_the_way_back_finds_the_map(visit, tmp_path):
    layers = [nn.Conv2d(130, 3), nn.ReLU(), nn.Flatten(), nn.Linear(2)]
    mine = tmp_path / "mine.onnx"
    mine.write_bytes(bytes(nn.save_onnx(nn.Sequential(layers, (1, 6, 6)))))
    page = visit()
    page.get_by_role("button", name="Your own", exact=True).click()
    page.locator("input[type=file]").first.set_input_files(mine)
    block, then = (page.locator(f".block[data-node={name}]") for name in ("conv1", "relu1"))
    expect(block.locator(".name")).to_contain_text("1–64 of 130 maps")
    page.keyboard.press("Escape")
    block.get_by_role("button", name="conv1: further maps").click()
    for one in (block, then):
        expect(one.locator(".name")).to_contain_text("65–128 of 130 maps")
        expect(one.locator(".map")).to_have_count(64)
    block.locator(".map").first.click()
    at(page, 2, "conv1")
    assert root(page).get_attribute("data-channel") == "64"
    page.locator(".back").click()
    at(page, 1)
    expect(block.locator(".name")).to_contain_text("65–128 of 130 maps")
    block.get_by_role("button", name="conv1: further maps").click()
    expect(block.locator(".map").last).to_have_attribute("data-channel", "129")
