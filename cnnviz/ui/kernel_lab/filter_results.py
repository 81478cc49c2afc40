"""The results of the kernel lab: every treatment applied to a picture, and one pixel explained."""

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
    """The stamp of the edited weights, and the URL at which the component requests results."""

    hand: WeightsStamp
    live: str


@dataclass(frozen=True, eq=False)
class FilterResults:
    """A picture, and how the results of treatments are shown.

    Attributes
    ----------
    start : ndarray of shape (H, W) or (H, W, 3)
        The picture, 0 to 255.
    chained : bool
        Whether each treatment is applied to the result before, or all to the picture.
    mode : str
        How signed results are shown: a name of `cnnviz.images.MODES`.
    wipe, outline : bool
        Whether results are wiped over the original; whether the border's reach is outlined.
    channel : int
        The colour channel in which a pixel is explained.
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
        """The panel of the picture itself."""
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
        """Apply the treatments and show the results, with the pointed pixel explained."""
        pointed = pointed_pixel(key)
        if pointed and pointed["have"] is None:
            self.kept.clear()
        show_image_panels(self.message(treatments, pointed, self.kept, **moving), key=key)

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
            One per panel after the original.
        place : dict, optional
            The pixel the reader points at.
        kept : dict of int to int
            The stamps of the pictures the browser has; updated.
        **moving
            The weights being edited, and where the component asks for newer pictures.
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
        """Count the rows and columns of every panel that depend on the border."""
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
        self, made: list[Panel], treatments: list[Treatment], pointed: PointedPixel | None
    ) -> tuple[PixelInspection | None, PixelGrids]:
        """Explain the pointed pixel, if it is in a result."""
        place, row, col = (
            (pointed["panel"], pointed["row"], pointed["col"]) if pointed else (None, None, None)
        )
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
