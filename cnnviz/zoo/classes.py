"""Class names, read from the formats in which model files store them."""

import ast
import json
from collections.abc import Iterable
from typing import Any

MAX_NAME = 60  # characters of a class name on screen
MAX_TEXT = 100_000  # characters of all names together


def class_names(text: str, count: int) -> tuple[str, ...]:
    """Read class names; use numbers if the text does not hold exactly `count` of them.

    Parameters
    ----------
    text : str
        A list or a table of names, as JSON or as Python writes it, or names between commas or
        on lines of their own. It is parsed, never executed.
    count : int
        Number of classes.

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
    """Split the text into names: JSON, a Python literal, lines, or comma-separated."""
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
    """Return the sort key of a table's key, given as an int or as digits; other keys give 0."""
    return int(key) if str(key).isdecimal() else 0


def _clean(name: Any) -> str:
    """Drop characters that cannot be printed and cut to `MAX_NAME`."""
    letters = "".join(letter for letter in str(name) if letter.isprintable())
    return letters.strip()[:MAX_NAME]
