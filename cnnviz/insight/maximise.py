"""Activation maximisation: gradient ascent on an image, from noise, for one unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.images import filter_image
from cnnviz.insight.progress import Progress
from cnnviz.insight.unit_gradient import At, UnitGradient
from cnnviz.kernels import named
from cnnviz.zoo import Graph

GREY, NOISE = 0.5, 0.1  # mean and standard deviation of the noise, as fractions of the range
BELL = named("Gaussian blur 3x3").weights

#: What keeps the pictures from turning into noise that fools the unit: 0 switches each off.
REGULARISERS = {
    "decay": "After every step each pixel goes this share of the way back to grey, so that only "
    "what the unit asks for again and again stays.",
    "blur": "After every step each pixel becomes this much the bell-weighted mean of the nine "
    "around it, so that the picture stays smooth.",
    "jitter": "Before every step the picture moves by up to this many pixels in each direction "
    "and back after it, so that no pixel can count on its exact place.",
}


@dataclass(frozen=True, slots=True, eq=False)
class MaximisedImage(Progress):
    """The picture after `done` of `total` steps; the first, after 0, is the noise.

    Attributes
    ----------
    image : ndarray of shape (C, H, W), float32
        From 0 to 1.
    value : float
        What the unit answers to it.
    note : str
        A sentence if the work ends here before its time, as no gradient reaches the picture
        or one that is no number, or if the unit has stayed dark; "" otherwise.
    """

    image: NDArray
    value: float
    note: str = ""

    @property
    def step(self) -> int:
        """Steps taken."""
        return self.done


def maximise(
    graph: Graph,
    name: str,
    channel: int,
    *,
    rng: np.random.Generator,
    steps: int = 60,
    rate: float = 0.1,
    at: At = "mean",
    decay: float = 0.01,
    blur: float = 0.1,
    jitter: int = 1,
    low: float = 0.0,
    high: float = 1.0,
) -> Iterator[MaximisedImage]:
    """Maximise the activation of one unit by gradient ascent from noise.

    Parameters
    ----------
    graph : Graph
    name : str
        The unit's node.
    channel : int
        Which of its maps, or which of its numbers.
    rng : numpy.random.Generator
        Draws the noise (normal around grey, sigma a tenth of the range) and the jitter;
        the same one in the same state gives the same pictures.
    steps : int
    rate : float
        How far a step moves the pixel that matters most, as a share of the range; the others
        in proportion.
    at : {"mean", "centre"}
        Of a map: the mean of its cells, or its middle cell.
    decay, blur : float
        From 0, off, to 1; see `REGULARISERS`.
    jitter : int
        In pixels; 0 is off.
    low, high : float
        What black and white are to the network: the range no pixel leaves; grey is its middle.

    Yields
    ------
    MaximisedImage
        ``steps + 1`` of them: ``image += rate * (high - low) * gradient / max(|gradient|)``
        [1]_, then decay [2]_ and blur [3]_, then clipped to low..high; the gradient is that of
        the jittered image [4]_. Where a ReLU with output 0 passes no gradient, its input
        is maximised instead.

    Raises
    ------
    ShapeError
        When there is no such node or channel, or a setting is out of its range.

    References
    ----------
    .. [1] Erhan et al. (2009), Visualizing higher-layer features of a deep network, technical
       report 1341, University of Montreal.
    .. [2] Simonyan, Vedaldi and Zisserman (2013), arXiv:1312.6034, section 2.
    .. [3] Yosinski et al. (2015), Understanding neural networks through deep visualization,
       arXiv:1506.06579, section 3.
    .. [4] Mordvintsev, Olah and Tyka (2015), Inceptionism, Google research blog.

    Examples
    --------
    What a single pixel likes is white, in steps of 0.1 from grey:

    >>> from cnnviz.zoo import IMAGE, Node
    >>> graph, rng = Graph((1, 1, 1), [Node("row", "Flatten", (IMAGE,))]), np.random.default_rng(0)
    >>> bare = {"decay": 0, "blur": 0, "jitter": 0}
    >>> [round(s.value, 2) for s in maximise(graph, "row", 0, rng=rng, steps=6, **bare)]
    [0.51, 0.61, 0.71, 0.81, 0.91, 1.0, 1.0]
    """
    _refuse(steps, rate, decay, blur, jitter)
    unit, first = UnitGradient(graph, name, channel, at), None
    span, grey = np.float32(high - low), np.float32(low + GREY * (high - low))
    image = rng.normal(grey, NOISE * span, graph.input_shape).astype(np.float32).clip(low, high)
    for step in range(steps + 1):
        value, gradient = unit.look(image, rng.integers(-jitter, jitter + 1, 2))
        note = _stuck(value, gradient, first if step == steps else None)
        yield MaximisedImage(step, steps, image, value, note)
        if note or step == steps:
            return
        first = value if first is None else first
        moved = image + np.float32(rate) * span * gradient / np.abs(gradient).max()
        faded = grey + np.float32(1 - decay) * (moved - grey)
        image = _blurred(faded, blur).clip(low, high)


def _refuse(steps: int, rate: float, decay: float, blur: float, jitter: int) -> None:
    """Check every setting."""
    if steps < 1 or rate <= 0 or jitter < 0:
        raise ShapeError(f"{steps} steps, a rate of {rate:g} and a jitter of {jitter} do not work")
    for name, share in {"decay": decay, "blur": blur}.items():
        if not 0 <= share <= 1:
            raise ShapeError(f"{name} is a share from 0 to 1, not {share:g}")


def _blurred(image: NDArray, share: float) -> NDArray:
    """Mix an image (C, H, W) with its Gaussian blur; `share` is that of the blur."""
    if not share:
        return image
    colours = image.transpose(1, 2, 0)
    soft = filter_image(colours, BELL, padding_mode="replicate")
    return (1 - share) * image + share * soft.transpose(2, 0, 1)


def _stuck(value: float, gradient: NDArray, first: float | None) -> str:
    """Return a sentence if the ascent ends early or had no effect, else ""."""
    if not (isfinite(value) and np.isfinite(gradient).all()):
        return "The gradient is no number: the network has diverged."
    if not gradient.any():
        return "No gradient reaches the picture: no small change of it changes this unit."
    if value == first:
        return (
            f"The unit still answers {value:.4g}, as to the noise: nothing on this way lights it."
        )
    return ""
