"""Progress of a long computation: the base of what the generators of this package yield."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """A stage of long work.

    Attributes
    ----------
    done, total : int
        In whatever the work counts: squares, images, steps.

    Examples
    --------
    >>> Progress(done=3, total=4).share
    0.75
    """

    done: int
    total: int

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return self.done / self.total if self.total else 1.0
