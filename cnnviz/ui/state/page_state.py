"""The parts of the session state other than widget values; `Session` contains them all."""

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
    """The values of all pages, and which addresses have been read or written.

    Attributes
    ----------
    page : str
        The page on screen.
    values : dict of str to str
        Values other than the defaults, as text, under ``page_name``.
    problems : dict of str to str
        A sentence for each value of a link that could not be used, under ``page_name``.
    known : deque of int
        Hashes of the newest addresses that were read or written.
    links_opened : int
        How many links have been taken over.
    """

    page: str = ""
    values: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    known: deque[int] = field(default_factory=lambda: deque(maxlen=400))
    links_opened: int = 0


@dataclass
class Upload(Generic[Value]):
    """The value read from an uploaded file, and why the newest file was refused."""

    value: Value | None = None
    refusal: str = ""


@dataclass
class PageState:
    """What a page was last shown with; removed when the page is reset to its defaults.

    Attributes
    ----------
    classes : tuple of str or None
        Classes of the data set an image is chosen from.
    size : (int, int) or None
        Rows and columns of the picture in which a pixel is selected.
    graph : Graph or None
        The network on the page.
    """

    classes: tuple[str, ...] | None = None
    size: tuple[int, int] | None = None
    graph: Graph | None = None


@dataclass
class LayerTable:
    """The state of an `st.data_editor` of layers.

    Streamlit keeps the edits relative to the rows the table was created with. The table is
    created anew, under another key, only when the address differs from the table's content.

    Attributes
    ----------
    start : str
        The layers it was created with, as text of the address.
    version : int
        How often it was created; part of its key.
    text : str or None
        The layers in it now; None to create it anew with whatever the address has next.

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
        """Create the table anew unless it has these layers already; return the version."""
        if self.text != text:
            self.start, self.version = text, self.version + 1
        return self.version


@dataclass
class LessonChain:
    """The feature maps passed from one layer lesson to the next.

    Attributes
    ----------
    made : dict of str to LessonMaps
        The output of each lesson, by page.
    linked : dict of str to (str or None)
        The maps each page last started with, as text of its address, by page.
    """

    made: dict[str, LessonMaps] = field(default_factory=dict)
    linked: dict[str, str | None] = field(default_factory=dict)


@dataclass
class KernelLabState:
    """The kernel lab: how often its weights were set by other controls; endpoints by name."""

    weights_version: int = 0
    lines: defaultdict[str, LiveAnswers] = field(default_factory=lambda: defaultdict(LiveAnswers))


@dataclass
class NetworkPageState:
    """State shared by the pages of whole networks.

    Attributes
    ----------
    paper : DrawnImage
        The reader's drawing.
    desk : NetworkSession or None
        The network and the picture on screen.
    trained : (bytes, Model) or None
        The training page's network when it was last exported: NPZ file and model.
    """

    paper: DrawnImage = field(default_factory=DrawnImage)
    desk: NetworkSession | None = None
    trained: tuple[bytes, Model] | None = None


@dataclass
class TrainingPageState:
    """State of the training page.

    Attributes
    ----------
    kept : KeptTraining or None
        The training run.
    refusal : str
        Why the last run could not be opened, until it has been shown.
    address_before : str or None
        The URL of the tab's run before the tab was reloaded, if the browser has reported it.
    """

    kept: KeptTraining | None = None
    refusal: str = ""
    address_before: str | None = None
