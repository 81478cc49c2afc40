"""The training board on screens of every size: what is reached, seen together, and said."""

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import settled, until

READY = ".training:not([data-frames='0'])"
SMALL = [(390, 844), (640, 480), (720, 450), (768, 1024)]  # phones, a tablet, 200 % zoom
ON_TOP = """button => {
  const { x, y, width, height } = button.getBoundingClientRect();
  const root = button.getRootNode();
  return root.elementFromPoint(x + width / 2, y + height / 2)?.closest("button") === button;
}"""


@pytest.fixture
def board(open_page):
    def open_(width, height, **options):
        return open_page("/training", ready=READY, width=width, height=height, **options)

    return open_


def scrolled(page, by):
    page.mouse.move(page.viewport_size["width"] / 2, page.viewport_size["height"] / 2)
    page.mouse.wheel(0, by)
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop > 500")
    settled(page)


@pytest.mark.parametrize(("width", "height"), [*SMALL, (1024, 768), (1280, 720), (1440, 900)])
def test_play_is_in_reach_however_far_the_reader_has_scrolled(board, width, height):
    page = board(width, height)
    scrolled(page, 900)
    for button in page.locator(".training .buttons button").all():
        assert button.evaluate(ON_TOP), button.inner_text()


def test_the_logo_of_a_closed_sidebar_lies_on_nothing(board):
    page = board(1280, 720)
    page.locator("[data-testid=stSidebar]").hover()
    page.locator("[data-testid=stSidebarCollapseButton] button").click()
    logo = page.locator("[data-testid=stHeaderLogo]")
    logo.wait_for()
    settled(page)
    title = page.locator("h1").bounding_box()
    assert title["y"] >= logo.bounding_box()["y"] + logo.bounding_box()["height"]
    scrolled(page, 900)
    assert page.locator(".training [data-act=play]").evaluate(ON_TOP)


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1280, 720), (1440, 900)])
def test_play_the_filters_and_the_image_are_seen_together(board, width, height):
    page = board(width, height)
    for part in (".play", ".knobs", ".filters", ".looked canvas"):
        box = page.locator(f".training {part}").bounding_box()
        assert box["y"] + box["height"] <= height, part
        assert box["x"] + box["width"] <= width, part


@pytest.mark.parametrize(("width", "height"), [(820, 1180), (1024, 768), (1280, 720), (1440, 900)])
def test_nothing_lies_on_its_neighbour(board, width, height):
    page = board(width, height)
    cards = [card.bounding_box() for card in page.locator(".training .face > *").all()]
    assert len(cards) == 16
    assert not overlaps(cards)
    scrolled(page, 900)
    steered = page.locator(".training .bar :is(button, dt, dd, input, select)").all()
    menu = page.locator("[data-testid=stMainMenu]").bounding_box()
    seen = [box for part in steered if (box := part.bounding_box())]
    assert not overlaps([*seen, menu])


def test_what_a_knob_does_not_allow_is_said_and_changes_nothing(board):
    page = board(1280, 720)
    said, rate = page.locator(".training .now"), page.locator(".training #lr")
    for typed, answer in (("1e3", "1000 is too large: up to 10"), ("abc", "“abc” is not a number")):
        rate.fill(typed)
        rate.press("Enter")
        expect(said).to_contain_text(answer)
        expect(rate).to_have_value("0.01")
    page.locator(".training [data-act=step]").click()
    expect(said).to_contain_text("Paused at step 1")


def test_a_wrecked_network_is_told_and_the_way_back_leads_before_the_wreck(board):
    page = board(1280, 720)
    play = page.locator(".training [data-act=play]")
    play.click()
    until(page, lambda: steps(page) >= 90)
    page.locator(".training #optimizer").select_option("sgd")
    page.locator(".training #lr").fill("10")
    page.locator(".training #lr").press("Enter")
    page.locator(".training[data-state=stopped]").wait_for()
    said = page.locator(".training .now")
    expect(said).to_contain_text("with a learning rate of 10. Go back")
    wrecked = steps(page)
    page.locator(".training .sentence button").click()
    page.locator(".training[data-state=paused][data-judged=true]").wait_for()
    assert 60 < steps(page) < wrecked - 30
    assert float(page.locator(".training .accuracy").get_attribute("data-accuracy")) > 0.8


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1440, 900)])
def test_the_five_steps_end_in_a_table_that_is_not_cut(board, width, height):
    page = board(width, height)
    page.get_by_text("The five steps, on one image").click()
    table = page.locator("[data-testid=stExpander] [data-testid=stMarkdownContainer]:has(> table)")
    table.wait_for()
    settled(page)
    assert table.evaluate("room => room.scrollWidth <= room.clientWidth")


def steps(page):
    return float(page.locator(".training").get_attribute("data-step"))


def overlaps(boxes):
    """Pairs of boxes that share more than an edge."""
    sides = (("x", "width"), ("y", "height"))
    return [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[:at]
        if all(shared(one, other, *side) > 0.5 for side in sides)
    ]


def shared(one, other, start, size):
    end = min(one[start] + one[size], other[start] + other[size])
    return end - max(one[start], other[start])
