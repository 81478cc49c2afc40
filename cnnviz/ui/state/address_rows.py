"""Lists in the text of an address: rows set apart by ``*``, the fields of a row by ``_``."""

from collections.abc import Callable, Iterable


def join_rows(rows: Iterable[Iterable[str]]) -> str:
    """Write rows of fields.

    >>> join_rows([["conv", "3"], ["relu"]])
    'conv_3*relu'
    """
    return "*".join("_".join(fields) for fields in rows)


def split_rows(text: str) -> list[list[str]]:
    """Read rows of fields; each has one field at least, which may be empty.

    >>> split_rows("conv_3*relu"), split_rows("")
    ([['conv', '3'], ['relu']], [['']])
    """
    return [row.split("_") for row in text.split("*")]


def text_read_by(read: Callable[[str], object]) -> Callable[[str], str]:
    """Make a reader of addresses that gives the text itself, where `read` takes it.

    >>> text_read_by(int)("7")
    '7'
    """

    def checked(text: str) -> str:
        read(text)
        return text

    return checked
