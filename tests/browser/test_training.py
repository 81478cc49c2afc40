"""What a class does on the training page: play, pause, step, rewind, draw, build, come back."""

import json
import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.screencast import blanks, boxes, changes, recording
from tests.browser.waiting import settled, until, until_closed

READY = ".training:not([data-frames='0'])"


@pytest.fixture
def visit(open_page):
    def open_(parameters="", **options):
        return open_page(f"/training{parameters}", ready=READY, **options)

    return open_


def root(page):
    return page.locator(".training")


def number(page, name):
    return float(root(page).get_attribute(f"data-{name}"))


def press(page, act):
    root(page).locator(f"[data-act={act}]").first.click()


def state(page, name):
    page.locator(f".training[data-state={name}]").wait_for()


def judged(page):
    """Wait until the network of this step has been tried on the images held back."""
    page.locator(".training[data-judged=true]").wait_for()
    settled(page)


def accuracy(page):
    return float(page.locator(".training .accuracy").get_attribute("data-accuracy") or 0)


def train(page, steps=1000):
    page.locator(".training .pace select").select_option(label="as fast as it goes")
    press(page, "play")
    until(page, lambda: number(page, "step") >= steps)
    press(page, "play")
    state(page, "paused")
    judged(page)


def test_one_step_adds_exactly_one(visit):
    page = visit()
    for count in (1, 2, 3):
        press(page, "step")
        page.locator(f".training[data-step='{count}']").wait_for()


def test_play_learns_and_pause_holds(visit):
    page = visit()
    filters = page.locator(".training .filters ul")
    before = filters.screenshot()
    train(page)
    learned = number(page, "step")
    assert filters.screenshot() != before, "the filters moved"
    assert accuracy(page) > 0.8
    press(page, "step")
    page.locator(f".training[data-step='{learned + 1:.0f}']").wait_for()  # and none in between


def test_nothing_blinks_while_it_learns(visit):
    page = visit()
    places = boxes(page.locator(".training :is(.loss canvas, .accuracy canvas, .planes)"))
    assert len(places) == 10
    press(page, "play")
    with recording(page) as frames:
        until(page, lambda: number(page, "step") >= 20)
        until(page, lambda: sum(changes(frames, place) for place in places) > 10)
    assert [blanks(frames, place) for place in places] == [0] * 10
    press(page, "play")
    state(page, "paused")
    judged(page)
    hide = "canvas => canvas.getContext('2d').reset()"
    (chart,) = boxes(page.locator(".training .loss canvas"))
    with recording(page) as seen:
        page.locator(".training .loss canvas").evaluate(hide)
        until(page, lambda: blanks(seen, chart) > 0)  # a blank chart would have been noticed


def test_a_seed_repeats_the_first_step(visit):
    said = []
    for _ in range(2):
        page = visit("?training_seed=3")
        press(page, "step")
        page.locator(".training[data-step='1']").wait_for()
        judged(page)
        said.append(page.locator(".training .loss .legend").inner_text())
    assert said[0] == said[1]


def test_rewind_shows_the_earlier_network_again(visit):
    page = visit()
    press(page, "step")
    page.locator(".training[data-step='1']").wait_for()
    filters = page.locator(".training .filters ul")
    train(page)
    late = filters.screenshot()
    line = page.locator(".training .timeline canvas")
    line.focus()
    page.keyboard.press("Home")
    page.locator(".training[data-step='0']").wait_for()
    judged(page)
    assert filters.screenshot() != late
    assert accuracy(page) < 0.6


def test_a_drawing_is_read_after_training(visit):
    page = visit()
    train(page, 4000)
    pad = page.locator(".training .pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    x, y, side = box["x"], box["y"], box["width"]
    page.mouse.move(x + 0.5 * side, y + 0.12 * side)
    page.mouse.down()
    page.mouse.move(x + 0.5 * side, y + 0.88 * side, steps=20)
    page.mouse.up()
    said = page.locator(".training .drawing .verdict")
    expect(said).to_contain_text("1")


def test_a_drawing_needs_no_pointer(visit):
    page = visit()
    train(page, 4000)
    learned = number(page, "step")
    page.locator(".training .pad").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    for _ in range(17):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator(".training .drawing .verdict")).to_contain_text("1")
    assert number(page, "step") == learned, "space did not play"
    page.keyboard.press("Tab")
    expect(page.locator(".training .nib")).to_be_hidden()


def test_the_page_is_found_again_where_it_was(visit):
    page = visit()
    train(page)
    learned = number(page, "step")
    page.get_by_role("link", name="Playground").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Playground")
    page.get_by_role("link", name="Training").first.click()
    page.locator(READY).wait_for()
    settled(page)
    assert number(page, "step") == learned


def test_another_network_asks_before_it_takes_over(visit):
    page = visit()
    train(page)
    learned = number(page, "step")
    page.get_by_role("tab", name="Data").click()
    page.get_by_role("combobox", name=re.compile("^Data")).first.click()
    page.get_by_role("option", name="Drawn shapes").click()
    expect(page.get_by_text("goes on as it was")).to_be_visible()
    assert number(page, "step") >= learned
    page.get_by_role("button", name="Start again", exact=True).click()
    page.locator(".training[data-step='0']").wait_for()
    expect(page.locator(".training .looked")).to_contain_text(
        re.compile("circle|square|triangle|cross")
    )


def test_a_network_that_cannot_work_is_told_so_by_its_layer(open_page):
    layers = "conv2d_8_3*maxpool2d_2*maxpool2d_9*flatten*linear"
    page = open_page(f"/training?training_layers={layers}")
    expect(page.get_by_text(re.compile("[Ll]ayer 3")).first).to_be_visible()


def test_the_five_steps_are_told_with_numbers(visit):
    page = visit()
    page.get_by_text("The five steps, on one image").click()
    expect(page.get_by_text(re.compile("Random weights"))).to_be_visible()
    text = page.get_by_text(re.compile("Total error: .* before")).inner_text()
    before, after = map(float, re.findall(r"[\d.]+", text)[:2])
    assert after < before


def test_the_network_can_be_taken_home(visit):
    page = visit()
    page.get_by_role("tab", name="Take it home").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Safetensors").click()
    assert waiting.value.path().stat().st_size > 1000


def test_a_closed_tab_frees_its_network(open_page, fresh_server):
    server = fresh_server()
    page = open_page("/training", on=server, ready=READY)
    press(page, "play")
    state(page, "playing")
    assert networks(server) == 1
    page.close()
    until_closed(lambda: networks(server) == 0)


def networks(server):
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=60) as answer:
        return json.load(answer)["networks"]


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_no_choice_is_cut_off_in_its_box(visit, width):
    page = visit(width=width)
    cut = page.locator(".bar select, .sentence select").evaluate_all(
        """(all, arrow) => all.flatMap(box => {
          const pen = document.createElement('canvas').getContext('2d');
          const { fontSize, fontFamily, fontWeight, paddingLeft } = getComputedStyle(box);
          pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
          const room = box.clientWidth - 2 * parseFloat(paddingLeft) - arrow;
          return [...box.options].map(option => option.text)
            .filter(text => pen.measureText(text).width > room);
        })""",
        20,  # pixels Chromium's arrow takes
    )
    assert cut == []
