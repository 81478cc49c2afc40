"""What every view of a network's inside is made of: a name, a sentence, and what it shows."""

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
KNOB = 168  # of a control: two in a row on a telephone
NARROW, WIDER = 140, 224  # of one beside many others; of one with four choices
SAID = 240  # of what the network answers


@dataclass(frozen=True, eq=False)
class ViewContext:
    """What a view looks at, and where its controls go.

    Attributes
    ----------
    page : str
        The prefix of its controls.
    model : Model
    subject : InputImage
        The picture the network looks at.
    knobs : DeltaGenerator
        A row that breaks where there is no more room.
    """

    page: str
    model: Model
    subject: InputImage
    knobs: DeltaGenerator

    def knob(self, width: int = KNOB) -> DeltaGenerator:
        """Make room for one more control."""
        return self.knobs.container(width=width)

    def scaled(self, images: NDArray[np.float32]) -> NDArray[np.float32]:
        """Bring images of 0 to 1 to what black and white are to the network."""
        low, high = self.subject.low, self.subject.high
        return images if (low, high) == (0, 1) else scale_to_range(images, low, high)

    @cached_property
    def stamp(self) -> tuple[Model, int]:
        """Tell this network on this picture from others."""
        return self.model, zlib.crc32(np.ascontiguousarray(self.subject.image).data)

    @cached_property
    def pixels(self) -> inside.Pixels:
        """The picture as the reader sees it."""
        return inside.to_pixels(self.subject.image, self.subject.low, self.subject.high)

    @cached_property
    def values(self) -> dict[str, NDArray[np.float32]]:
        """What every node makes of the picture."""
        made = self.model.graph.run(self.subject.image[None])
        return {name: values[0] for name, values in made.items()}


@dataclass(frozen=True)
class InsideView:
    """One way to look inside.

    Attributes
    ----------
    name : str
        On the screen and in the address.
    sentence : str
        What is seen.
    show : callable
    ideas : sequence of str
        To try.
    reads_picture : bool
        Whether the reader's picture has a part in it.
    """

    name: str
    sentence: str
    show: Callable[[ViewContext], None]
    ideas: Sequence[str]
    reads_picture: bool = True


def choose_target(place: ViewContext) -> int:
    """Let the reader choose the class that is asked about; say what the network answers."""
    scores = place.values[place.model.graph.scores].ravel()
    answer = int(scores.argmax())
    names = [class_name(place.model, at) for at in range(len(scores))]
    key, options = f"{place.page}_target", (ITS_ANSWER, *names)
    controls.keep_offered(key, options, ITS_ANSWER)
    with place.knob():
        asked = controls.choice(key, "Class asked about", options, ITS_ANSWER)
    chosen = answer if asked == ITS_ANSWER else names.index(asked)
    with place.knob(SAID):
        st.markdown(_said(place, names, answer, chosen))
    return chosen


def class_name(model: Model, at: int) -> str:
    """Name a class; by its number where nobody named it."""
    return model.classes[at] if at < len(model.classes) else f"Class {at + 1}"


def show_figure(
    pixels: inside.Pixels, caption: str = "", *, width: int = inside.CARD, alt: str = ""
) -> None:
    """Show a picture whose pixels stay pixels, with a line below.

    It travels in the page itself: a file of its own may be gone before the browser asks for it
    when the page runs again at once, and Streamlit would blur it to make it smaller.
    """
    large = inside.enlarge_pixels(pixels, inside.SHARP * width)
    data = b64encode(encode_png(large)).decode()
    st.image(
        f"data:image/png;base64,{data}", caption=caption or None, width=width, alt=alt or caption
    )


def show_column(title: str, pixels: inside.Pixels, told: str) -> None:
    """Show a picture under its title, with a sentence below."""
    with st.container(width=inside.CARD, gap="xsmall"):
        st.markdown(f"**{title}**")
        show_figure(pixels, alt=title)
        st.caption(told)


def figure_row() -> DeltaGenerator:
    """Lay figures side by side, in as many lines as they need."""
    return st.container(horizontal=True, gap="small")


def _said(place: ViewContext, names: Sequence[str], answer: int, chosen: int) -> str:
    """Say what the network answers, and what it gives the class asked about."""
    graph = place.model.graph
    shares = place.values[graph.output].ravel()
    is_share = graph.output != graph.scores
    given = [
        format_percent(share) if is_share else format_number(share) for share in map(float, shares)
    ]
    says = f"The network says **{escape_markdown(names[answer])}** ({given[answer]})."
    label = place.subject.label
    if label is not None and label != answer:
        says += f" It is wrong: the data say **{escape_markdown(names[label])}**."
    if chosen != answer:
        says += f" Asked about: **{escape_markdown(names[chosen])}** ({given[chosen]})."
    return says
