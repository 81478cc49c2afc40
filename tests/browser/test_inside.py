"""What a reader does inside a network: watch a map grow, stop it, play a dream, point at images."""

import re

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from playwright.sync_api import expect

from cnnviz.ui.inside import VIEWS
from cnnviz.zoo.shipped import SHIPPED
from tests.browser.screencast import blanks, boxes, record
from tests.browser.waiting import FINISHED, settled

DIGITS = SHIPPED[0].model().data()
#: Notes that a film has begun to play, however short it is.
PLAYED = """film => new MutationObserver(() => {
  window.isPlayed ||= film.dataset.playing === "true";
}).observe(film, { attributes: true })"""
LONG = "&inside_model=Shape+reader&inside_stride=1"


DONE_AT_LEAST = """count => {
  const find = (root) => root.querySelector(".occlusion") ?? [...root.querySelectorAll("*")]
    .map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
  return Number(find(document)?.dataset.done) >= count;
}"""


@pytest.fixture
def visit(open_page):
    def open_(view, more="", **options):
        return open_page(f"/inside?inside_view={view.replace(' ', '+')}{more}", **options)

    return open_


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def look_at(page, view):
    page.get_by_role("radio", name=view, exact=True).click()
    expect(page.get_by_role("radio", name=view, exact=True)).to_be_checked()


def done(page):
    return int(page.locator(".occlusion").get_attribute("data-done"))


def until_more(page, than):
    expect(page.locator(".occlusion")).not_to_have_attribute("data-done", str(than))
    return done(page)


def stopped_at(page):
    """How many squares the page says there are, once the map shows as many and all is still."""
    said = page.locator(".job-said", has_text="Stopped at")
    count = int(re.search(r"at ([\d,]+)", said.inner_text())[1].replace(",", ""))
    expect(page.locator(".occlusion")).to_have_attribute("data-done", str(count))
    settled(page)
    return count


def pixels(locator):
    """Read a canvas: an array (H, W, 3)."""
    height, width, values = locator.evaluate(
        "canvas => [canvas.height, canvas.width, [...canvas.getContext('2d')"
        ".getImageData(0, 0, canvas.width, canvas.height).data]]"
    )
    return np.array(values, np.uint8).reshape(height, width, 4)[..., :3]


def test_occlusion_grows_is_cancelled_left_found_and_begun_anew(visit):
    growing = ".occlusion:not([data-done='0'])"
    page = visit("Occlusion", LONG, ready=growing, still=False)
    counts, maps = [done(page)], page.locator(".occlusion canvas")
    before = boxes(maps)

    def watch():
        for _ in range(4):
            counts.append(until_more(page, counts[-1]))

    frames = record(page, watch)
    assert counts == sorted(set(counts))
    assert boxes(maps) == before
    assert [blanks(frames, box) for box in before] == [0, 0]
    assert counts[-1] < 3249

    press(page, "Cancel")
    stopped = stopped_at(page)
    place = page.locator(".map").bounding_box()
    page.mouse.move(place["x"] + 4, place["y"] + 2)
    expect(page.locator(".occlusion")).to_have_attribute("data-place", "0")
    reading = page.locator(".occlusion .reading")
    expect(reading).to_have_text(re.compile(r"Rows 1 to 8, columns 1 to 8 covered: “circle” gets"))
    page.locator(".map").focus()
    page.keyboard.press("ArrowRight")
    expect(reading).to_have_text(re.compile("Rows 1 to 8, columns 2 to 9"))

    look_at(page, "Filters")
    expect(page.get_by_text("Filter 10")).to_be_visible()
    look_at(page, "Occlusion")
    assert stopped_at(page) == stopped
    press(page, "Go on")
    assert until_more(page, stopped) > stopped

    page.locator(".st-key-inside_number").get_by_role("slider").press("ArrowRight")
    page.wait_for_function("""before => {
      const find = (root) => root.querySelector(".occlusion") ?? [...root.querySelectorAll("*")]
        .map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
      return Number(find(document)?.dataset.done) < before;
    }""", arg=stopped)  # fmt: skip


@pytest.mark.parametrize("squares", range(10))
def test_cancel_stops_at_every_moment(visit, squares):
    """Pressed after so many squares, while others come; what is said afterwards stays."""
    page = visit("Occlusion", LONG, ready=".occlusion:not([data-done='0'])", still=False)
    page.wait_for_function(DONE_AT_LEAST, arg=1 + 40 * squares)
    press(page, "Cancel")
    stopped = stopped_at(page)
    assert 1 + 40 * squares <= stopped < 3249
    expect(page.get_by_role("button", name="Go on", exact=True)).to_be_enabled()
    assert done(page) == stopped


def test_a_dream_plays_and_can_be_scrubbed(visit):
    page = visit("Dream", "&inside_steps=30&inside_layer=conv1", ready=".dream button:enabled")
    film, frame = page.locator(".dream"), page.locator(".dream .frame")
    expect(film).to_have_attribute("data-frame", "30")
    last = pixels(frame)
    assert last.shape == (3, 3, 3)
    expect(page.locator(".dream .value")).to_have_text(re.compile("its middle cell answers"))
    film.evaluate(PLAYED)
    press(page, "Play")
    page.wait_for_function("window.isPlayed")
    expect(film).to_have_attribute("data-playing", "false")
    assert_array_equal(pixels(frame), last)
    slider = page.locator(".dream input")
    slider.press("Home")
    expect(film).to_have_attribute("data-frame", "0")
    expect(page.locator(".dream .value")).to_have_text(re.compile("Step 0 of 30"))
    assert (pixels(frame) != last).any()


def test_the_sign_that_the_page_runs_hides_nothing(visit):
    page = visit("Filters")
    kinds = ["stStatusWidgetRunningIcon", "stConnectionStatus"]
    shown = page.evaluate("""kinds => kinds.map((kind) => {
      const sign = document.createElement("div");
      sign.dataset.testid = "stStatusWidget";
      sign.innerHTML = `<span data-testid="${kind}">…</span>`;
      document.querySelector("header").append(sign);
      return sign.getClientRects().length;
    })""", kinds)  # fmt: skip
    assert shown == [0, 1]


def test_pointing_at_the_map_shows_the_very_image(visit):
    page = visit("Map", ready=".scatter[data-count='1797']")
    plot, tip = page.locator(".scatter"), page.locator(".scatter .tip canvas")
    box = page.locator(".points").bounding_box()
    for share in np.linspace(0.3, 0.5, 9):
        page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
    expect(plot).not_to_have_attribute("data-shown", "-1")
    page.locator(".points").focus()
    for key in ("ArrowLeft", "ArrowUp"):
        expect(plot).to_have_attribute("aria-busy", "false")
        before = plot.get_attribute("data-shown")
        page.keyboard.press(key)
        expect(plot).not_to_have_attribute("data-shown", before)
        expect(plot).to_have_attribute("aria-busy", "false")
        settled(page)
        index = int(plot.get_attribute("data-shown"))
        shown = np.rint(DIGITS.images[index].transpose(1, 2, 0) * 255)
        assert_array_equal(pixels(tip), shown.repeat(3, axis=2))
        label = DIGITS.classes[DIGITS.labels[index]]
        expect(page.locator(".scatter figcaption")).to_have_text(re.compile(f"^{label}, "))
    legend = page.locator(".legend button")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    expect(legend.last).to_be_in_viewport(ratio=1)
    legend.nth(3).click()
    expect(legend.nth(3)).to_have_attribute("aria-pressed", "true")


def images(page):
    """The addresses of the picture and its maps, once all noisy copies were made."""
    expect(page.locator(".job-said")).to_have_text("All 25 noisy copies")
    settled(page)
    found = page.locator(".figures img")
    expect(found).to_have_count(4)
    return found.evaluate_all(
        "all => all.filter((image) => image.naturalWidth).map((image) => image.src)"
    )


def test_another_picture_changes_every_map_in_place(visit):
    page = visit("Where it looked")
    before = images(page)
    assert len(before) == 4
    page.get_by_role("radio", name="7", exact=True).click()
    expect(page.get_by_text(re.compile("The network says 7"))).to_be_visible()
    page.locator(FINISHED).wait_for()  # what is said of the copies is no longer the old sentence
    after = images(page)
    assert len(after) == 4
    assert not set(before) & set(after)


@pytest.mark.parametrize(("width", "theme"), [(1024, "light"), (390, "dark")])
def test_every_view_fits_the_screen(visit, width, theme):
    page = visit("Filters", width=width, height=844, theme=theme)
    for view in VIEWS:
        look_at(page, view.name)
        expect(page.get_by_text(view.ideas[0].split("**")[0][:24])).to_be_visible()
        expect(page.get_by_role("button", name="Cancel", exact=True)).to_have_count(0)
        settled(page)
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("main => main.scrollWidth <= main.clientWidth"), view.name
