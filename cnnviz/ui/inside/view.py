"""The parts shared by the views of this page: their description, context and figures."""

import zlib
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from cnnviz.images import encode_png
from cnnviz.text import format_number, format_percent
from cnnviz.ui.pickers.preprocessing import InputImage, scale_to_range
from cnnviz.ui.state.address import escape_markdown
from cnnviz.ui.widgets import controls
from cnnviz.view import inside
from cnnviz.zoo import Model

ITS_ANSWER = "Its answer"
KNOB = 168  # px of a control: two fit side by side on a phone
NARROW, WIDER = 140, 224  # px of one beside many others; of one with four options
ANSWER = 240  # px of the network's answer


@dataclass(frozen=True, eq=False)
class ViewContext:
    """The network and picture of a view, and the container of its controls.

    Attributes
    ----------
    page : str
        The prefix of its controls.
    model : Model
    subject : InputImage
        The network's input.
    knobs : DeltaGenerator
        A horizontal container that wraps.
    """

    page: str
    model: Model
    subject: InputImage
    knobs: DeltaGenerator

    def knob(self, width: int = KNOB) -> DeltaGenerator:
        """Make a container for one control, `width` px wide."""
        return self.knobs.container(width=width)

    def scaled(self, images: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scale images from [0, 1] to the network's input range."""
        low, high = self.subject.low, self.subject.high
        return images if (low, high) == (0, 1) else scale_to_range(images, low, high)

    @cached_property
    def stamp(self) -> tuple[Model, int]:
        """A key that identifies the network and the picture."""
        return self.model, zlib.crc32(np.ascontiguousarray(self.subject.image).data)

    @cached_property
    def pixels(self) -> inside.Pixels:
        """The picture for the screen, uint8."""
        return inside.to_pixels(self.subject.image, self.subject.low, self.subject.high)

    @cached_property
    def values(self) -> dict[str, NDArray[np.float32]]:
        """The output of every node for the picture, without the batch axis."""
        made = self.model.graph.run(self.subject.image[None])
        return {name: values[0] for name, values in made.items()}


@dataclass(frozen=True)
class InsideView:
    """A view of the page.

    Attributes
    ----------
    name : str
        Its name on screen and in the address.
    sentence : str
        Markdown above the view.
    show : callable
        Shows the view.
    ideas : sequence of str
        Things to try.
    reads_picture : bool
        Whether it uses the chosen picture.
    """

    name: str
    sentence: str
    show: Callable[[ViewContext], None]
    ideas: Sequence[str]
    reads_picture: bool = True


def choose_target(place: ViewContext) -> int:
    """Let the reader choose the target class, and show the network's prediction.

    Returns
    -------
    int
        The target class, from 0.
    """
    scores = place.values[place.model.graph.scores].ravel()
    answer = int(scores.argmax())
    names = [class_name(place.model, at) for at in range(len(scores))]
    key, options = f"{place.page}_target", (ITS_ANSWER, *names)
    controls.keep_offered(key, options, ITS_ANSWER)
    with place.knob():
        asked = controls.choice(key, "Class asked about", options, ITS_ANSWER)
    chosen = answer if asked == ITS_ANSWER else names.index(asked)
    with place.knob(ANSWER):
        st.markdown(_said(place, names, answer, chosen))
    return chosen


def class_name(model: Model, at: int) -> str:
    """Return a class's name; its number, from 1, if it has none."""
    return model.classes[at] if at < len(model.classes) else f"Class {at + 1}"


def show_figure(
    pixels: inside.Pixels, caption: str = "", *, width: int = inside.CARD, alt: str = ""
) -> None:
    """Show a picture with sharp pixels and a caption.

    It is embedded as a data URL: a media file may be deleted by an immediate rerun before the
    browser requests it, and Streamlit would shrink it with smoothing.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
    caption : str
    width : int
        In px.
    alt : str
        Alternative text; the caption if empty.
    """
    large = inside.enlarge_pixels(pixels, inside.SHARP * width)
    data = b64encode(encode_png(large)).decode()
    st.image(
        f"data:image/png;base64,{data}", caption=caption or None, width=width, alt=alt or caption
    )


def show_column(title: str, pixels: inside.Pixels, text: str) -> None:
    """Show a title, a picture, and a sentence below it."""
    with st.container(width=inside.CARD, gap="xsmall"):
        st.markdown(f"**{title}**")
        show_figure(pixels, alt=title)
        st.caption(text)


def figure_row() -> DeltaGenerator:
    """Make a horizontal container for figures, which wraps."""
    return st.container(horizontal=True, gap="small")


def _said(place: ViewContext, names: Sequence[str], answer: int, chosen: int) -> str:
    """Describe the network's prediction, and the target class's probability or score."""
    graph = place.model.graph
    shares = place.values[graph.output].ravel()
    is_share = graph.output != graph.scores
    values = [
        format_percent(share) if is_share else format_number(share) for share in map(float, shares)
    ]
    sentence = f"The network says **{escape_markdown(names[answer])}** ({values[answer]})."
    label = place.subject.label
    if label is not None and label != answer:
        sentence += f" It is wrong: the data say **{escape_markdown(names[label])}**."
    if chosen != answer:
        sentence += f" Asked about: **{escape_markdown(names[chosen])}** ({values[chosen]})."
    return sentence
