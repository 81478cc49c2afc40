"""The names of the classes, as files of many habits write them down."""

import ast
import json
from collections.abc import Iterable
from typing import Any

MAX_NAME = 60  # letters of a class's name on screen
MAX_TEXT = 100_000  # letters of all names


def class_names(text: str, count: int) -> tuple[str, ...]:
    """Read the names of classes; number them if there are not as many as there should be.

    Parameters
    ----------
    text : str
        A list or a table of names, as JSON or as Python writes it, or names between commas or
        on lines of their own. It is read, never run.
    count : int

    Examples
    --------
    >>> class_names('["cat", "dog"]', 2), class_names("{1: 'dog', 0: 'cat'}", 2)
    (('cat', 'dog'), ('cat', 'dog'))
    >>> class_names("cat, dog", 2), class_names("cat", 2)
    (('cat', 'dog'), ('0', '1'))
    """
    names = [_clean(name) for name in _listed(text[:MAX_TEXT])]
    if len(names) == count and all(names):
        return tuple(names)
    return tuple(map(str, range(count)))


def _listed(text: str) -> Iterable[Any]:
    """Take the names apart."""
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(text)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            continue
        if isinstance(found, dict):
            return [found[key] for key in sorted(found, key=_number)]
        if isinstance(found, list | tuple):
            return found
    return text.splitlines() if "\n" in text else text.split(",")


def _number(key: Any) -> int:
    """Order a table by number, whether written as one or as text."""
    return int(key) if str(key).isdecimal() else 0


def _clean(name: Any) -> str:
    """Keep what can be shown."""
    letters = "".join(letter for letter in str(name) if letter.isprintable())
    return letters.strip()[:MAX_NAME]
