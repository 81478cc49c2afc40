"""What a person does on the convolution page, with a real pointer and keyboard."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.stage import Stage
from tests.browser.waiting import drawn


@pytest.fixture
def visit(open_page):
    def open_(parameters="", **options):
        page = open_page(f"/convolution{parameters}", ready=".board[data-layout]", **options)
        return page, Stage(page)

    return open_


def moved(before, after):
    """Count the pixels that differ."""
    return int((before != after).any(axis=-1).sum())


def test_the_page_opens_on_the_classic_example(visit):
    _, stage = visit()
    stage.press("last")
    answers = []
    for row, col in np.ndindex(3, 3):
        stage.point("output", 0, row, col)
        answers.append(int(stage.total.split("=")[-1]))
    assert answers == [4, 3, 4, 2, 4, 3, 2, 3, 4]


def test_play_paints_one_cell_after_another_and_pause_holds(visit):
    page, stage = visit()
    at_first = stage.pixels("output")
    page.locator(".speed").select_option("1 a second")
    stage.press("play")
    expect(page.locator(".where")).to_have_text(re.compile("Step [3-7] of 9"))
    stage.press("play")
    drawn(page)
    held, said = stage.pixels("output"), stage.where
    assert moved(at_first, held) > 500
    drawn(page, 70)  # at one step a second, 60 pictures are a step
    assert moved(held, stage.pixels("output")) < 50, "a cell is 2,700 pixels, its rim 200"
    assert stage.where == said


def test_scrubbing_to_the_end_shows_the_whole_output(visit):
    page, stage = visit()
    before = stage.pixels("output")
    scrub = page.locator(".scrub")
    scrub.focus()
    page.keyboard.press("End")
    expect(page.locator(".where")).to_contain_text("Step 9 of 9")
    drawn(page)
    after = stage.pixels("output")
    thirds = [np.array_split(half, 3, axis=1) for half in np.array_split(after, 3, axis=0)]
    earlier = [np.array_split(half, 3, axis=1) for half in np.array_split(before, 3, axis=0)]
    painted = [
        moved(b, a)
        for bs, as_ in zip(earlier, thirds, strict=True)
        for b, a in zip(bs, as_, strict=True)
    ]
    assert all(count > 100 for count in painted)


def test_an_output_cell_lights_what_it_read(visit):
    _, stage = visit()
    lit = stage.point("output", 0, 1, 2)
    assert lit["output"] == {(0, 1, 2)}
    assert lit["input"] == {(0, row, col) for row in (1, 2, 3) for col in (2, 3, 4)}


def test_an_input_cell_lights_every_output_that_read_it(visit):
    _, stage = visit()
    assert stage.point("input", 0, 0, 1)["output"] == {(0, 0, 0), (0, 0, 1)}
    assert len(stage.point("input", 0, 2, 2)["output"]) == 9


def test_a_weight_lights_every_input_it_touched(visit):
    _, stage = visit("?convolution_stride=2")
    lit = stage.point("kernel", 0, 1, 2)["input"]
    assert lit == {(0, row, col) for row in (1, 3) for col in (2, 4)}


def test_dilation_reads_with_holes(visit):
    _, stage = visit("?convolution_dilation=2")
    lit = stage.point("output", 0, 0, 0)["input"]
    assert lit == {(0, row, col) for row in (0, 2, 4) for col in (0, 2, 4)}


def test_pointing_paints(visit):
    page, stage = visit()
    page.mouse.move(5, 5)
    drawn(page)
    before = stage.pixels("input")
    stage.point("output", 0, 2, 2)
    assert moved(before, stage.pixels("input")) > 100


def test_the_sum_is_written_out_in_full(visit):
    page, stage = visit()
    stage.point("output", 0, 0, 0)
    cells = re.findall(r"[01] × [01]", page.locator(".tables").inner_text())
    assert cells == [
        "1 × 1",
        "1 × 0",
        "1 × 1",
        "0 × 0",
        "1 × 1",
        "1 × 0",
        "0 × 1",
        "0 × 0",
        "1 × 1",
    ]


def test_an_edited_cell_changes_the_output_and_the_address(visit):
    page, stage = visit()
    stage.edit("kernel", 0, 0, 0, "5")
    expect(page.locator(".total")).to_have_text("8 + bias 0 = 8")
    stage.edit("input", 0, 0, 2, "3")
    expect(page.locator(".total")).to_have_text("10 + bias 0 = 10")
    stage.edit("bias", 0, 0, 0, "-2")
    expect(page.locator(".total")).to_contain_text("= 8")
    page.wait_for_url(re.compile(r"convolution_edits=w_0_0_0_0_5\*x_0_0_2_3\*b_0_-2"))
    page.get_by_role("button", name="Undo my edits").click()
    expect(page.locator(".total")).to_have_text("4 + bias 0 = 4")


def test_a_turned_kernel_is_edited_where_it_is_shown(visit):
    page, stage = visit("?convolution_flip=True&convolution_kernel=Sobel+x")
    stage.edit("kernel", 0, 0, 0, "7")
    page.wait_for_url(re.compile(r"w_0_0_2_2_7"))


def test_a_copied_link_restores_the_step_and_the_knobs(visit):
    page, stage = visit()
    stage.press("forward")
    stage.press("forward")
    page.get_by_role("tab", name="Window").click()
    page.get_by_role("radio", name="2", exact=True).first.click()
    page.wait_for_url(re.compile(r"convolution_stride=2"))
    stage.edit("input", 0, 4, 4, "9")
    page.wait_for_url(re.compile(r"convolution_edits"))
    stage.press("last")
    page.wait_for_url(re.compile(r"convolution_step=3"))
    link, total, where = page.url, stage.total, stage.where
    assert where.startswith("Step 4 of 4")
    again, other = visit(f"?{link.partition('?')[2]}")
    expect(again.locator(".where")).to_have_text(where)
    assert other.total == total
    assert again.url.partition("?")[2] == link.partition("?")[2]


def test_the_keyboard_plays_and_steps(visit):
    page, stage = visit()
    page.locator(".speed").select_option("1 a second")
    stage.board.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".where")).to_contain_text("Step 2 of 9")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".where")).to_contain_text("Step 5 of 9")
    page.keyboard.press("End")
    expect(page.locator(".where")).to_contain_text("Step 9 of 9")
    page.keyboard.press("Home")
    expect(page.locator(".where")).to_contain_text("Step 1 of 9")
    page.keyboard.press("Space")
    expect(page.locator(".where")).to_have_text(re.compile("Step [2-8] of 9"))
    page.keyboard.press("Space")
    expect(page.locator(".play")).to_have_attribute("aria-label", "Play")


def test_the_position_survives_a_change_of_knob_and_of_page(visit):
    page, stage = visit()
    for _ in range(4):
        stage.press("forward")
    page.wait_for_url(re.compile(r"convolution_step=4"))
    page.get_by_role("tab", name="Kernel").click()
    page.get_by_role("radio", name="2", exact=True).first.click()
    expect(page.locator(".where")).to_contain_text("Step 5 of 18")
    expect(page.locator(".where")).to_contain_text("row 2, column 2")
    page.get_by_role("link", name="Home").click()
    expect(page.locator("h1")).to_contain_text("See every number")
    page.go_back()
    expect(page.locator(".where")).to_contain_text("row 2, column 2")
    expect(page.locator(".where")).to_contain_text("of 18")


def test_settings_that_cannot_work_say_so_and_keep_the_input(visit):
    page, stage = visit("?convolution_rows=7")
    said = "A window of 7 does not fit 5 cells with padding 0."
    expect(page.locator(".refusal")).to_contain_text(said)
    assert stage.pixels("input").std() > 10


def test_a_wrong_value_in_the_link_falls_back_with_a_sentence(visit):
    page, stage = visit("?convolution_stride=9&convolution_step=many&convolution_edits=x_5")
    notes = page.locator("[data-testid=stAlert]")
    expect(notes).to_have_count(3)
    said = notes.all_inner_texts()
    assert any("stride “9”; this page offers 1, 2, 3" in sentence for sentence in said)
    assert any("step “many”; a step is a whole number" in sentence for sentence in said)
    assert any("edits “x_5”; that is not a list of edited cells" in sentence for sentence in said)
    assert stage.where.startswith("Step 1 of 9")


def test_a_touch_selects_a_step(browser, server, visit):
    page, stage = visit(width=390, height=844)
    box = stage.place("output", 0, 2, 1)
    page.mouse.click(*box)
    expect(page.locator(".where")).to_contain_text("Step 8 of 9")
