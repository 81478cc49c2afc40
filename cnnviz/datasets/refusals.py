"""Refused files: sentences about some, and a count of the rest."""

from cnnviz.datasets.limits import MAX_REFUSED
from cnnviz.text import count_of


class Refusals:
    """A list of refused files with limited length.

    Examples
    --------
    >>> refusals = Refusals()
    >>> for number in range(30):
    ...     refusals.add(f"{number}.txt", "This file is empty.")
    >>> refusals.sentences()[0], refusals.sentences()[-1]
    ('0.txt: This file is empty.', '10 more files were refused.')
    """

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._count = 0

    def add(self, name: str, why: str) -> None:
        """Add a file and the reason."""
        self._count += 1
        if len(self._kept) < MAX_REFUSED:
            self._kept.append(f"{name}: {why}")

    def first(self) -> str:
        """Return the first one, as an example."""
        return f"for one, {self._kept[0]}" if self._kept else "it is empty."

    def sentences(self) -> tuple[str, ...]:
        """Return the sentences, with a count of those not listed."""
        more = self._count - len(self._kept)
        rest = (
            [count_of(more, "more file was refused.", "more files were refused.")] if more else []
        )
        return (*self._kept, *rest)
