"""The table of contents, read from the folder ``pages``: sections are folders, lessons files."""

import ast
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

PAGES = Path(__file__).parents[3] / "pages"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page file's title, icon and summary, read without running it.

    Attributes
    ----------
    path : Path
        The file; its name without the number is the page's slug.
    section : str
        The folder's name without its number: "1_layers" is "Layers".
    title, icon : str
        From the file's ``PAGE`` literal.
    summary : str
        The first sentence of the file's docstring.
    default : bool
        Whether this is the page that opens at ``/``.
    """

    path: Path
    section: str
    title: str
    icon: str
    summary: str
    default: bool = False

    @property
    def slug(self) -> str:
        """The page's URL path, and the prefix of its values."""
        return self.path.stem.partition("_")[2]

    def page(self) -> StreamlitPage:
        """Make the page object for `st.navigation` and `st.page_link`."""
        return st.Page(self.path, title=self.title, icon=self.icon, default=self.default)


def lessons(folder: Path = PAGES) -> list[Lesson]:
    """List every page file below the folder, in teaching order."""
    files = sorted(folder.glob("[0-9]*_*/[0-9]*_*.py"))
    return [read_page(path, path.stat().st_mtime_ns) for path in files]


@lru_cache
def read_page(path: Path, _stamp: int) -> Lesson:
    """Read one page's ``PAGE`` literal and docstring; cached by the modification time.

    Raises
    ------
    ValueError
        When the file has no docstring or no ``PAGE = {"title": ..., "icon": ...}``.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstring = ast.get_docstring(tree)
    literals = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGE"
    ]
    if not docstring or not literals:
        raise ValueError(f'{path} needs a docstring and PAGE = {{"title": ..., "icon": ...}}')
    section = path.parent.name.partition("_")[2].replace("_", " ").capitalize()
    return Lesson(path, section, summary=first_sentence(docstring), **ast.literal_eval(literals[0]))


def first_sentence(text: str) -> str:
    """Return the first sentence of a docstring.

    >>> first_sentence("Slide a window. Then look.")
    'Slide a window.'
    """
    return " ".join(text.split()).partition(". ")[0].rstrip(".") + "."


def by_section(*, default: bool = False) -> dict[str, list[Lesson]]:
    """Group the lessons under their sections; the default page has none and may be left out."""
    found: dict[str, list[Lesson]] = {}
    for lesson in lessons():
        if default or not lesson.default:
            found.setdefault("" if lesson.default else lesson.section, []).append(lesson)
    return found


def navigation_sections() -> dict[str, list[StreamlitPage]]:
    """Build the argument of `st.navigation`."""
    return {
        section: [lesson.page() for lesson in group]
        for section, group in by_section(default=True).items()
    }
