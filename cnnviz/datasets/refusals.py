"""What was left out and why: some sentences, and a count of the rest."""

from cnnviz.datasets.limits import MAX_REFUSED
from cnnviz.text import count_of


class Refusals:
    """A list of refused files that cannot grow without end.

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
        """Note a file and the sentence that refuses it."""
        self._count += 1
        if len(self._kept) < MAX_REFUSED:
            self._kept.append(f"{name}: {why}")

    def first(self) -> str:
        """Give one example, for a sentence about all."""
        return f"for one, {self._kept[0]}" if self._kept else "it is empty."

    def sentences(self) -> tuple[str, ...]:
        """Give what is shown."""
        more = self._count - len(self._kept)
        rest = (
            [count_of(more, "more file was refused.", "more files were refused.")] if more else []
        )
        return (*self._kept, *rest)
