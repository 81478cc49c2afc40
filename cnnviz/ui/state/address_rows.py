"""Rows of fields as text in the address: rows separated by ``*``, fields by ``_``."""

from collections.abc import Callable, Iterable


def join_rows(rows: Iterable[Iterable[str]]) -> str:
    """Join rows of fields.

    >>> join_rows([["conv", "3"], ["relu"]])
    'conv_3*relu'
    """
    return "*".join("_".join(fields) for fields in rows)


def split_rows(text: str) -> list[list[str]]:
    """Split text into rows of fields; each row has at least one field, which may be empty.

    >>> split_rows("conv_3*relu"), split_rows("")
    ([['conv', '3'], ['relu']], [['']])
    """
    return [row.split("_") for row in text.split("*")]


def text_read_by(read: Callable[[str], object]) -> Callable[[str], str]:
    """Make a parser that returns the text itself if `read` accepts it.

    >>> text_read_by(int)("7")
    '7'
    """

    def checked(text: str) -> str:
        read(text)
        return text

    return checked
