"""The course from convolution to classifier: numbers follow, every stage plays, and runs back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stage import Stage
from tests.browser.waiting import drawn

READY = ".board[data-layout]"
LESSONS = [
    "/activation",
    "/pooling?pooling_input=Feature+map+5x5&pooling_kernel_size=3&pooling_stride=1",
    "/classifier?classifier_part=Fully+connected",
    "/playground",
    "/convolution",
]


def go_on(page, lesson):
    """Follow the strip at the top to another lesson."""
    page.locator(".st-key-story").get_by_role("link", name=re.compile(lesson)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson)
    return Stage(page)


def values(stage, grid, rows, cols):
    """Read results by pointing at them, as a class would."""
    stage.press("last")
    found = []
    for row in range(rows):
        for col in range(cols):
            stage.point(grid, 0, row, col)
            found.append(float(re.split("[=≈]", stage.total)[-1].replace("−", "-")))
    return found


def test_a_number_edited_in_convolution_arrives_at_the_classifier(open_page):
    page = open_page("/convolution", ready=READY)
    Stage(page).edit("input", 0, 0, 0, "-20")
    page.wait_for_url(re.compile("convolution_edits"))
    stage = Stage(page)
    convolved = values(stage, "output", 3, 3)
    assert convolved == [-17, 3, 4, 2, 4, 3, 2, 3, 4]
    stage = go_on(page, "Activation")
    assert values(stage, "output", 3, 3) == [0, 3, 4, 2, 4, 3, 2, 3, 4]
    stage = go_on(page, "Pooling")
    assert values(stage, "output", 1, 1) == [4]
    page.wait_for_url(re.compile("pooling_map="))
    page.goto(f"{page.url}&pooling_stride=1")
    stage = Stage(page)
    assert values(stage, "output", 2, 2) == [4, 4, 4, 4]
    stage = go_on(page, "Classifier")
    stage.press("last")
    expect(page.locator(".total")).to_contain_text("4 goes to")
    expect(page.locator(".where")).to_contain_text("Step 4 of 4")


def test_back_and_reload_find_the_numbers_again(open_page):
    page = open_page("/convolution?convolution_kernel=Sobel+x", ready=READY)
    stage = go_on(page, "Activation")
    before = values(stage, "output", 3, 3)
    page.wait_for_url(re.compile("activation_map="))
    page.reload()
    assert values(Stage(page), "output", 3, 3) == before
    go_on(page, "Pooling")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Activation")
    assert values(Stage(page), "output", 3, 3) == before


def test_a_link_carries_the_map_to_somebody_else(open_page):
    page = open_page("/convolution?convolution_kernel=Sobel+x", ready=READY)
    stage = go_on(page, "Activation")
    before = values(stage, "output", 3, 3)
    page.wait_for_url(re.compile("activation_step=8"))
    path = page.url.partition("//")[2].partition("/")[2]
    other = open_page(f"/{path}", ready=READY)
    assert values(Stage(other), "output", 3, 3) == before
    expect(other.locator(".where")).to_contain_text("Step 9 of 9")


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_plays_and_pauses(open_page, lesson):
    page = open_page(lesson, ready=READY)
    stage = Stage(page)
    before = stage.pixels("output")
    page.locator(".speed").select_option("1 a second")
    stage.press("play")
    expect(page.locator(".where")).to_have_text(re.compile("Step [2-6] of"))
    stage.press("play")
    drawn(page)
    assert (before != stage.pixels("output")).any(axis=-1).sum() > 100
    held = stage.where
    drawn(page, 90)  # at one step a second, 60 pictures are a step
    assert stage.where == held


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_answers_the_pointer(open_page, lesson):
    stage = Stage(open_page(lesson, ready=READY))
    stage.press("last")
    lit = stage.point("output", 0, 0, 0)
    assert lit["output"] == {(0, 0, 0)}
    assert (0, 0, 0) in lit["input"]
    assert (0, 0, 0) in stage.point("input", 0, 0, 0)["output"]


def backward(lesson, **options):
    """The address of a lesson run backwards."""
    page = lesson.partition("?")[0].strip("/")
    extra = "".join(f"&{page}_{name}={value}" for name, value in options.items())
    return f"{lesson}{'&' if '?' in lesson else '?'}{page}_backward=True{extra}"


@pytest.mark.parametrize("loss", ["Sum+of+the+output", "Half+the+sum+of+squares"])
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_nudge_on_screen_agrees_with_the_gradient_on_screen(open_page, lesson, loss):
    page = open_page(backward(lesson, loss=loss), ready=READY)
    said = page.get_by_text(re.compile("So 0.001 more moves the loss by")).inner_text()
    moved, gradient, told = (
        float(number)
        for number in re.search(
            r"by (-?[\d.e-]+)\. The gradient says (-?[\d.e-]+) × 0\.001 = (-?[\d.e-]+)\.", said
        ).groups()
    )
    assert gradient != 0
    assert moved == pytest.approx(told, rel=0.01)
    assert told == pytest.approx(gradient * 0.001, rel=1e-4)


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_start_over_is_in_reach_of_the_pointer(open_page, width):
    page = open_page("/activation?activation_operation=Sigmoid", ready=READY, width=width)
    page.get_by_role("button", name="Start over").click()
    page.wait_for_url(re.compile("activation$"))
    expect(page.get_by_role("combobox", name=re.compile("Function"))).to_have_value("ReLU")


def test_what_goes_to_the_weights_is_played_too(open_page):
    page = open_page(backward("/convolution", way="Back+to+the+weights"), ready=READY)
    stage = Stage(page)
    # a kernel of ones walks over the input: every weight's gradient is the sum of nine cells
    assert values(stage, "output", 3, 3) == [6, 7, 6, 4, 7, 7, 4, 6, 6]


def test_cells_no_window_reads_are_marked_and_said(open_page):
    address = "/pooling?pooling_input=Feature+map+5x5&pooling_kernel_size=2&pooling_stride="
    page = open_page(f"{address}2", ready=READY)
    expect(page.locator(".note")).to_have_text(
        re.compile("^No window reads row 5 or column 5: 9 of 25 cells")
    )
    picture = Stage(page).pixels("input")
    side = len(picture) // 5
    unread, read = (
        picture[row * side + 5, col * side + side // 2] for row, col in ((4, 4), (2, 0))
    )
    assert unread.astype(int).sum() > read.astype(int).sum() + 60  # both cells hold 4: one is faded
    page = open_page(f"{address}1", ready=READY)
    expect(page.locator(".note")).to_be_hidden()


@pytest.mark.parametrize("lesson", ["activation", "pooling", "classifier"])
def test_on_a_tablet_no_choice_is_cut_off(open_page, lesson):
    page = open_page(f"/{lesson}", width=1024, height=768, ready=READY)
    cut = page.locator(
        "[data-testid=stSelectbox] input, [data-testid=stButton] button *"
    ).evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth)"
        ".map(one => one.value ?? one.innerText)"
    )
    assert cut == []
