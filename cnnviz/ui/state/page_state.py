"""What pages remember besides the values of widgets, part by part; a session holds them all."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from cnnviz.server.live_answers import LiveAnswers
from cnnviz.ui.pickers.preprocessing import DrawnImage

if TYPE_CHECKING:
    from cnnviz.ui.lesson.chain import LessonMaps
    from cnnviz.ui.network.session import NetworkSession
    from cnnviz.ui.training.session import KeptTraining
    from cnnviz.zoo import Graph, Model

Value = TypeVar("Value")


@dataclass
class AddressState:
    """The values of all pages, and what the address bar has shown of them.

    Attributes
    ----------
    page : str
        The page on screen.
    values : dict of str to str
        What is not at its default, as text, under ``page_name``.
    problems : dict of str to str
        A sentence for each value of a link that could not be used, under ``page_name``.
    known : deque of int
        Hashes of the newest addresses that were asked for or written.
    links_opened : int
    """

    page: str = ""
    values: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    known: deque[int] = field(default_factory=lambda: deque(maxlen=400))
    links_opened: int = 0


@dataclass
class Upload(Generic[Value]):
    """What was read from the reader's own file, and why the newest file was refused."""

    value: Value | None = None
    refusal: str = ""


@dataclass
class PageState:
    """What a page was drawn with last; cleared when the page goes back to its defaults.

    Attributes
    ----------
    classes : tuple of str or None
        Of the data an image is chosen from.
    size : (int, int) or None
        Rows and columns of the picture in which a pixel is pointed at.
    graph : Graph or None
    """

    classes: tuple[str, ...] | None = None
    size: tuple[int, int] | None = None
    graph: Graph | None = None


@dataclass
class LayerTable:
    """A table in which the reader edits layers.

    Streamlit keeps the edits of a table relative to the rows it began with. The table begins
    anew, under another key, only when the address says otherwise than the table itself.

    Attributes
    ----------
    start : str
        The layers it began with, as the text of an address.
    version : int
        How often it began anew; part of its key.
    text : str or None
        The layers as they are now; None when the next address is news whatever it says.

    Examples
    --------
    >>> table = LayerTable()
    >>> table.begin("conv_3"), table.begin("conv_3")
    (1, 2)
    >>> table.text = "conv_3*max_2"
    >>> table.begin("conv_3*max_2"), table.start
    (2, 'conv_3')
    """

    start: str = ""
    version: int = 0
    text: str | None = None

    def begin(self, text: str) -> int:
        """Begin with these layers, unless they come from the table itself; give the version."""
        if self.text != text:
            self.start, self.version = text, self.version + 1
        return self.version


@dataclass
class LessonChain:
    """What goes from one lesson on layers to the next.

    Attributes
    ----------
    made : dict of str to LessonMaps
        What a lesson made, by its page.
    linked : dict of str to (str or None)
        The map a page last began with, as the text of its address, by page.
    """

    made: dict[str, LessonMaps] = field(default_factory=dict)
    linked: dict[str, str | None] = field(default_factory=dict)


@dataclass
class KernelLabState:
    """The kernel lab: how often its weights came from elsewhere than the hand; its line."""

    weights_version: int = 0
    lines: defaultdict[str, LiveAnswers] = field(default_factory=lambda: defaultdict(LiveAnswers))


@dataclass
class NetworkPageState:
    """What the pages of whole networks share.

    Attributes
    ----------
    paper : DrawnImage
        What was drawn.
    desk : NetworkSession or None
        The network and the picture on screen.
    trained : (bytes, Model) or None
        The network of the training page when it was last looked at: its file, and the model.
    """

    paper: DrawnImage = field(default_factory=DrawnImage)
    desk: NetworkSession | None = None
    trained: tuple[bytes, Model] | None = None


@dataclass
class TrainingPageState:
    """The training page.

    Attributes
    ----------
    kept : KeptTraining or None
        The run.
    refusal : str
        Why the last run could not be opened, until it has been shown.
    address_before : str or None
        Where the tab's run answered before the tab was reloaded, once the browser has told.
    """

    kept: KeptTraining | None = None
    refusal: str = ""
    address_before: str | None = None
