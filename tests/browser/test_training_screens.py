"""The training board on screens of every size: what is reached, and what is seen together."""

import pytest

from tests.browser.waiting import settled

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
