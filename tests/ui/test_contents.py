"""The table of contents makes itself from folders, numbers and what a page says of itself."""

import pytest

from cnnviz.ui.lesson import contents


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def page(title, said="Something to see. And more."):
    return f'"""{said}"""\nPAGE = {{"title": "{title}", "icon": ":material/home:"}}\n'


def test_numbers_order_the_lessons_and_folders_name_the_sections(tmp_path):
    write(tmp_path, "2_my_lab/10_b.py", page("B"))
    write(tmp_path, "1_layers/20_c.py", page("C"))
    write(tmp_path, "1_layers/10_d.py", page("D"))
    found = [(lesson.section, lesson.title) for lesson in contents.lessons(tmp_path)]
    assert found == [("Layers", "D"), ("Layers", "C"), ("My lab", "B")]


def test_a_file_without_a_number_is_no_lesson(tmp_path):
    write(tmp_path, "1_layers/_helper.py", "")
    write(tmp_path, "10_flat.py", "")
    assert contents.lessons(tmp_path) == []


def test_a_door_says_the_first_sentence_of_the_docstring(tmp_path):
    write(tmp_path, "1_layers/10_a.py", page("A", "Slide a window\nover numbers. Then look."))
    assert contents.lessons(tmp_path)[0].summary == "Slide a window over numbers."


def test_reading_a_page_does_not_run_it(tmp_path):
    write(tmp_path, "1_layers/10_a.py", page("A") + "raise SystemExit\n")
    assert contents.lessons(tmp_path)[0].title == "A"


@pytest.mark.parametrize("text", ['"""Said."""', 'PAGE = {"title": "A", "icon": ""}'])
def test_a_page_that_does_not_say_what_it_is_says_so_to_its_author(tmp_path, text):
    write(tmp_path, "1_layers/10_a.py", text)
    with pytest.raises(ValueError, match="10_a.py needs a docstring and PAGE"):
        contents.lessons(tmp_path)


def test_an_edited_page_is_read_again(tmp_path):
    path = write(tmp_path, "1_layers/10_a.py", page("Before"))
    assert contents.read_page(path, 1).title == "Before"
    write(tmp_path, "1_layers/10_a.py", page("After"))
    assert contents.read_page(path, 2).title == "After"
