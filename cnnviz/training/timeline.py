"""The timeline: snapshots of a training, thinned to a bounded number and size."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cnnviz import nn
from cnnviz.contracts.training import SnapshotEntry
from cnnviz.training.spec import Spec

MOST = 60  # snapshots
ROOM = 16 * 2**20  # bytes of all snapshots
FILM = 24  # snapshots in the filmstrip, at most


@dataclass(frozen=True)
class Moment:
    """An entry of the timeline: a snapshot, its spec, and what is shown of it."""

    id: int
    step: int
    accuracy: float | None  # on the validation images; None until evaluated
    snapshot: nn.Snapshot
    spec: Spec
    filters: NDArray[np.float32] | None
    nbytes: int


class Timeline:
    """Snapshots in the order of their steps.

    Attributes
    ----------
    moments : list of Moment
    thinned : bool
        Some were dropped to stay within the limits.
    film_id : int
        Increases whenever the filmstrip changes.
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
        """Add a snapshot at a step; drop those at that step and after it, then thin."""
        self.drop_from(step)
        self._last_id += 1
        size = snapshot.nbytes + (0 if filters is None else filters.nbytes)
        moment = Moment(self._last_id, step, accuracy, snapshot, spec, filters, size)
        self.moments.append(moment)
        while len(self.moments) > 1 and self._too_much():
            del self.moments[self._least_needed()]
            self.thinned = True
        return moment

    def judged(self, step: int, accuracy: float) -> None:
        """Set the validation accuracy of the snapshot at a step."""
        self.moments = [
            replace(moment, accuracy=accuracy) if moment.step == step else moment
            for moment in self.moments
        ]

    def drop_from(self, step: int) -> None:
        """Drop the snapshots at a step and after it."""
        self.moments = [moment for moment in self.moments if moment.step < step]
        self.thinned = self.thinned and bool(self.moments)
        self.film_id += 1

    def find(self, id: int) -> Moment:
        """Return the entry with this id; ValueError when it is no longer kept."""
        for moment in self.moments:
            if moment.id == id:
                return moment
        raise ValueError("This moment is no longer kept: take one of those on the time line.")

    def before(self, step: int) -> Moment | None:
        """Return the last entry at a step or before it, or None."""
        return next((m for m in reversed(self.moments) if m.step <= step), None)

    def listed(self) -> list[SnapshotEntry]:
        """Return id, step and accuracy of every entry."""
        return [
            {"id": moment.id, "step": moment.step, "accuracy": moment.accuracy}
            for moment in self.moments
        ]

    def kept(self) -> str:
        """Return a sentence on how many snapshots are kept.

        >>> Timeline().kept()
        'No moment is kept yet.'
        """
        count = len(self.moments)
        if not count:
            return "No moment is kept yet."
        are = "1 moment is kept" if count == 1 else f"{count} moments are kept"
        return f"{are}; others have made room." if self.thinned else f"{are}."

    def film(self) -> list[Moment]:
        """Return at most `FILM` entries with filters, evenly spaced from first to last."""
        shown = [moment for moment in self.moments if moment.filters is not None]
        if len(shown) <= FILM:
            return shown
        chosen = np.linspace(0, len(shown) - 1, FILM).round().astype(int)
        return [shown[at] for at in chosen]

    def _too_much(self) -> bool:
        size = sum(moment.nbytes for moment in self.moments)
        return len(self.moments) > self.most or size > self.room

    def _least_needed(self) -> int:
        """Return the index of the entry whose neighbours are closest relative to their step.

        So early snapshots stay denser than late ones. The first and the last are kept as long as
        there are others.
        """
        steps = [moment.step for moment in self.moments]
        if len(steps) < 3:
            return 0
        gaps = [
            (after - before) / (after + 1)
            for before, after in zip(steps[:-2], steps[2:], strict=True)
        ]
        return 1 + int(np.argmin(gaps))
