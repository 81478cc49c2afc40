"""Every page opens, and the first one has a door to every other."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from numpy.testing import assert_array_equal

from cnnviz.geometry import ShapeError
from cnnviz.ui.lesson import contents

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
LESSONS = contents.lessons()


def address(lesson):
    return lesson.path.stem.partition("_")[2]


@pytest.mark.parametrize("lesson", LESSONS, ids=address)
def test_opens(lesson, open_lesson):
    assert not open_lesson(address(lesson)).exception


@pytest.mark.parametrize("lesson", LESSONS, ids=address)
def test_says_in_one_sentence_what_it_is(lesson):
    assert 20 < len(lesson.summary) <= 160
    assert re.fullmatch(r":material/\w+:", lesson.icon)


def test_addresses_and_titles_are_unique():
    assert len({address(lesson) for lesson in LESSONS}) == len(LESSONS)
    assert len({lesson.title for lesson in LESSONS}) == len(LESSONS)
    assert [lesson.title for lesson in LESSONS if lesson.default] == ["Home"]


def test_home_has_a_door_to_every_lesson(open_lesson):
    doors = {link.label.strip("*") for link in open_lesson("home").get("page_link")}
    assert doors == {lesson.title for lesson in LESSONS if not lesson.default}


def test_settings_that_do_not_fit_are_told_with_the_readers_numbers(open_lesson, monkeypatch):
    def refuse(*_, **__):
        raise ShapeError("a window of 5 does not fit 3 cells with padding 0")

    monkeypatch.setattr(contents, "by_section", guard(contents.by_section, refuse))
    app = open_lesson("home")
    assert not app.exception
    assert app.info[0].value == "A window of 5 does not fit 3 cells with padding 0."


def guard(original, refuse):
    """Let the navigation ask, refuse the page."""
    return lambda **asked: original(**asked) if asked else refuse()


def grid(drawing, name):
    group = drawing.find(f"{SVG}g[@class='{name}']")
    cells = [int(cell.findtext(f"{SVG}text")) for cell in group]
    side = int(len(cells) ** 0.5)
    return [cells[row * side : (row + 1) * side] for row in range(side)]


def test_the_drawing_on_the_first_page_adds_up():
    drawing = ET.parse(ROOT / "assets" / "images" / "convolution.svg").getroot()
    image, kernel, output = (grid(drawing, name) for name in ("input", "kernel", "output"))
    assert_array_equal(output, [[4, 3, 4], [2, 4, 3], [2, 3, 4]])
    for row in range(3):
        for col in range(3):
            terms = [(image[row + i][col + j], kernel[i][j]) for i in range(3) for j in range(3)]
            assert output[row][col] == sum(x * w for x, w in terms)
            if row == col == 0:
                written = "".join(drawing.find(f"{SVG}text[@class='sum']").itertext())
                assert written == " + ".join(f"{x}·{w}" for x, w in terms) + " = 4"
