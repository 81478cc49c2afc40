"""The lab's board: the picture, what every treatment makes of it, and a pixel explained."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypedDict, Unpack

from numpy.typing import NDArray

from cnnviz.contracts._shared import WeightsStamp
from cnnviz.contracts.pictures import PixelGrids, PixelInspection, Rim
from cnnviz.images import Poles
from cnnviz.images.filter_chain import Treatment, apply_treatment, border_reach
from cnnviz.ui.kernel_lab.image_panels import PointedPixel, pointed_pixel, show_image_panels
from cnnviz.view import panels
from cnnviz.view.panels import Panel


class MovingWeights(TypedDict, total=False):
    """The weights in the hand, and where the component asks for newer pictures."""

    hand: WeightsStamp
    live: str


@dataclass(frozen=True, eq=False)
class FilterResults:
    """A picture on the bench, and how its results are shown.

    Attributes
    ----------
    start : ndarray of shape (H, W) or (H, W, 3)
        The picture, 0 to 255.
    chained : bool
        Whether each treatment works on the result of the one before, or all on the picture.
    mode : str
        How signed results are shown: a name of `cnnviz.images.MODES`.
    wipe, outline : bool
        Whether results lie over the original; whether the border's reach is outlined.
    channel : int
        The colour in which a pixel is explained.
    poles : Poles
        The signed colours of the reader's theme.
    kept : dict
        The stamps of the pictures that the browser has.
    """

    start: NDArray
    chained: bool
    mode: str
    wipe: bool
    outline: bool
    channel: int
    poles: Poles
    kept: dict[int, int] = field(default_factory=dict)

    @cached_property
    def original(self) -> Panel:
        """The picture itself, which needs no trick to be shown."""
        return replace(panels.panel(self.start, "Clip", self.poles), said="")

    def develop(self, treatments: list[Treatment]) -> list[Panel]:
        """Apply every treatment; the original comes first."""
        made = [self.original]
        for treatment in treatments:
            before = made[-1].values if self.chained else self.start
            made.append(panels.panel(apply_treatment(before, treatment), self.mode, self.poles))
        return made

    def last(self, treatments: list[Treatment]) -> Panel:
        """Apply the treatments one after another and keep only the last result."""
        values = self.start
        for treatment in treatments:
            values = apply_treatment(values, treatment)
        return panels.panel(values, self.mode, self.poles)

    def show(
        self, treatments: list[Treatment], *, key: str, **moving: Unpack[MovingWeights]
    ) -> None:
        """Apply the treatments, show the results, explain the pixel the reader points at."""
        said = pointed_pixel(key)
        if said and said["have"] is None:
            self.kept.clear()
        show_image_panels(self.message(treatments, said, self.kept, **moving), key=key)

    def message(
        self,
        treatments: list[Treatment],
        place: PointedPixel | None,
        kept: dict[int, int],
        **moving: Unpack[MovingWeights],
    ) -> bytes:
        """Apply the treatments and pack the results for the browser.

        Parameters
        ----------
        treatments : list of Treatment
            One a panel after the original.
        place : dict, optional
            ``panel``, ``row`` and ``col`` the reader points at.
        kept : dict of int to int
            The stamps of the pictures the browser has; brought up to date.
        **moving
            The weights in the hand, and where the component asks for newer pictures.
        """
        made = self.develop(treatments)
        about, grids = self._explained(made, treatments, place)
        kernels = [(len(t.weights), len(t.weights[0])) for t in treatments if t.weights is not None]
        return panels.panels_message(
            made,
            _titles(treatments),
            self._rims(treatments),
            kept,
            wipe=self.wipe,
            show_rim=self.outline,
            window=max(kernels, default=(2, 2)),
            inspect=about,
            grids=grids,
            **moving,
        )

    def _rims(self, treatments: list[Treatment]) -> list[Rim]:
        """Count, for every panel, the rows and columns that a border reached."""
        size = (self.start.shape[0], self.start.shape[1])
        done = [
            treatments[:place] if self.chained else treatments[place - 1 : place]
            for place in range(1, len(treatments) + 1)
        ]
        reached = (border_reach(size, steps) for steps in ([], *done))
        return [
            {"top": top, "bottom": bottom, "left": left, "right": right}
            for top, bottom, left, right in reached
        ]

    def _explained(
        self, made: list[Panel], treatments: list[Treatment], said: PointedPixel | None
    ) -> tuple[PixelInspection | None, PixelGrids]:
        """Explain the pixel pointed at, if it is one of a result."""
        place, row, col = (said["panel"], said["row"], said["col"]) if said else (None, None, None)
        if not place or place >= len(made) or row is None or col is None:
            return None, {}
        after, treatment = made[place], treatments[place - 1]
        if not (0 <= row < after.pixels.shape[0] and 0 <= col < after.pixels.shape[1]):
            return None, {}
        before = made[place - 1].values if self.chained else self.start
        about, grids = panels.explain_panel_pixel(before, after, treatment, row, col, self.channel)
        if self.mode == "Signed colours":
            about["shown"] = None
        title = f"{_titles(treatments)[place]}, row {row + 1}, column {col + 1}"
        return {**about, "panel": place, "title": title}, grids


def _titles(treatments: list[Treatment]) -> list[str]:
    """Name the panels; several results are numbered."""
    several = len(treatments) > 1
    names = [
        f"{number} {treatment.name}" if several else treatment.name
        for number, treatment in enumerate(treatments, 1)
    ]
    return ["Original", *names]
