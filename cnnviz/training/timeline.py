"""The moments one can go back to, thinned so that they never outgrow their room."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cnnviz import nn
from cnnviz.contracts.training import SnapshotEntry
from cnnviz.training.spec import Spec

MOST = 60  # moments
ROOM = 16 * 2**20  # bytes of all of them
FILM = 24  # of them shown as a strip


@dataclass(frozen=True)
class Moment:
    """One moment: what was, and everything to go on from there."""

    id: int
    step: int
    accuracy: float | None  # not known until it is judged
    snapshot: nn.Snapshot
    spec: Spec
    filters: NDArray[np.float32] | None
    nbytes: int


class Timeline:
    """Moments in the order of their steps.

    Attributes
    ----------
    moments : list of Moment
    thinned : bool
        There was no room for all.
    film_id : int
        Rises whenever the strip changes.
    """

    def __init__(self, room: int = ROOM, most: int = MOST) -> None:
        self.room, self.most = room, most
        self.moments: list[Moment] = []
        self.thinned = False
        self.film_id = 0
        self._last_id = 0

    def keep(
        self,
        step: int,
        accuracy: float | None,
        snapshot: nn.Snapshot,
        spec: Spec,
        filters: NDArray[np.float32] | None = None,
    ) -> Moment:
        """Add a moment; a later one that was there is another future, and goes."""
        self.drop_from(step)
        self._last_id += 1
        size = snapshot.nbytes + (0 if filters is None else filters.nbytes)
        moment = Moment(self._last_id, step, accuracy, snapshot, spec, filters, size)
        self.moments.append(moment)
        while len(self.moments) > 1 and self._too_much():
            del self.moments[self._least_missed()]
            self.thinned = True
        return moment

    def judged(self, step: int, accuracy: float) -> None:
        """Note how good the moment at a step was."""
        self.moments = [
            replace(moment, accuracy=accuracy) if moment.step == step else moment
            for moment in self.moments
        ]

    def drop_from(self, step: int) -> None:
        """Forget the moments at a step and after it."""
        self.moments = [moment for moment in self.moments if moment.step < step]
        self.thinned = self.thinned and bool(self.moments)
        self.film_id += 1

    def find(self, id: int) -> Moment:
        """Find a moment, or refuse with a sentence."""
        for moment in self.moments:
            if moment.id == id:
                return moment
        raise ValueError("This moment is no longer kept: take one of those on the time line.")

    def before(self, step: int) -> Moment | None:
        """Find the last moment at a step or before it."""
        return next((m for m in reversed(self.moments) if m.step <= step), None)

    def listed(self) -> list[SnapshotEntry]:
        """List them for the time line."""
        return [
            {"id": moment.id, "step": moment.step, "accuracy": moment.accuracy}
            for moment in self.moments
        ]

    def kept(self) -> str:
        """Say how much is kept.

        >>> Timeline().kept()
        'No moment is kept yet.'
        """
        count = len(self.moments)
        if not count:
            return "No moment is kept yet."
        are = "1 moment is kept" if count == 1 else f"{count} moments are kept"
        return f"{are}; others have made room." if self.thinned else f"{are}."

    def film(self) -> list[Moment]:
        """Choose moments for the strip, evenly from first to last."""
        shown = [moment for moment in self.moments if moment.filters is not None]
        if len(shown) <= FILM:
            return shown
        chosen = np.linspace(0, len(shown) - 1, FILM).round().astype(int)
        return [shown[at] for at in chosen]

    def _too_much(self) -> bool:
        size = sum(moment.nbytes for moment in self.moments)
        return len(self.moments) > self.most or size > self.room

    def _least_missed(self) -> int:
        """Choose the moment whose neighbours are nearest for their age: early ones lie denser.

        The first and the last stay as long as there is another.
        """
        steps = [moment.step for moment in self.moments]
        if len(steps) < 3:
            return 0
        gaps = [
            (after - before) / (after + 1)
            for before, after in zip(steps[:-2], steps[2:], strict=True)
        ]
        return 1 + int(np.argmin(gaps))
