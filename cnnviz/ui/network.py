"""The page of a whole network: what is looked at, and the answers to what the browser asks."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import streamlit as st

from cnnviz.geometry import ShapeError
from cnnviz.server.live import Line
from cnnviz.ui import address, problem, subject
from cnnviz.ui.asked import Asked, inside, understand
from cnnviz.ui.components import register
from cnnviz.ui.subject import Pad, Paper, Subject
from cnnviz.view import network as view
from cnnviz.view.network import Scene
from cnnviz.zoo import IMAGE, Graph, Model

Place = dict[str, Any]
MOST_DIGITS = 9  # of a row or column in the address

_mount = register("network")


class Desk:
    """What one reader looks at: the page lays it out, the component's own line asks about it.

    Attributes
    ----------
    line : Line
    scene : Scene or None
        A network, and one picture that went through it.
    """

    def __init__(self, paper: Paper) -> None:
        self.line = Line()
        self.line.answer = self.answer
        self.scene: Scene | None = None
        self._paper, self._lock = paper, threading.Lock()
        self._pad: Pad | None = None
        self._chosen: Subject | None = None
        self._laid, self._seq = 0, 0
        self._packed: tuple[int, bytes] = 0, b""

    def lay(self, pad: Pad, shown: Subject) -> Scene:
        """Show a picture to a network; what is there already stays as it is."""
        with self._lock:
            self._pad = pad
            self._chosen = self._chosen if shown.drawn else shown
            scene = self._show(pad.model, shown)
            self._laid = scene.seq
            return scene

    def message(self, at: Place | None, *, anew: bool) -> bytes:
        """Pack what is on the desk: the same bytes again for the same picture.

        Streamlit sends the same bytes only once. A component that starts anew is told `at`.
        """
        with self._lock:
            assert self.scene
            if anew or self._packed[0] != self.scene.seq:
                packed = view.whole(self.scene, url=self.line.url, at=at)
                self._packed = self.scene.seq, packed
            return self._packed[1]

    def file(self) -> bytes:
        """Write the picture and the weights for the lines a reader takes home."""
        assert self.scene
        return view.file(self.scene.graph, self.scene.values[IMAGE][0])

    def answer(self, question: bytes) -> bytes | None:
        """Answer the browser about one map or one value, or show the network what it drew."""
        scene = self.scene
        asked = scene and understand(question, scene.graph)
        if not asked or not scene:
            return None
        if asked.ask == "draw":
            return self._draw(asked)
        if asked.seq != scene.seq:
            return None
        if asked.ask == "unit":
            return view.unit(scene, asked.node, asked.channel)
        return view.value(scene, asked.node, asked.cell)

    def _draw(self, asked: Asked) -> bytes | None:
        """Show the network a drawing; an empty pad brings back the picture before."""
        with self._lock:
            if self._pad is None or not self._pad.fits or asked.seq < self._laid:
                return None
            drawn = self._pad.subject(asked.plane)
            self._paper.plane = asked.plane if drawn else None
            self._paper.is_new = drawn is not None
            showing = drawn or self._chosen
            if showing is None:
                return None
            with suppress(ShapeError):
                return view.whole(self._show(self._pad.model, showing), url=self.line.url)
        return None

    def _show(self, model: Model, shown: Subject) -> Scene:
        """Run the network, unless it has just done so with the same picture."""
        picture = {name: getattr(shown, name) for name in ("title", "label", "low", "high")}
        now = self.scene
        if now and now.model is model and now.picture == picture and _same(now, shown):
            return now
        with np.errstate(all="ignore"):
            values = model.graph.run(shown.image[None])
        for name, made in values.items():
            if not np.isfinite(made).all():
                raise ShapeError(f"in {name} this picture becomes numbers too large to write")
        self._seq += 1
        self.scene = Scene(model, values, picture, self._seq)
        return self.scene


def desk() -> Desk:
    """Find the reader's desk."""
    kept: Desk = st.session_state.setdefault("_desk", Desk(subject.paper()))
    return kept


@st.fragment
def board(page: str, model: Model, shown: Subject) -> None:
    """Show the network; only this part runs again when the reader rests on a value."""
    at = place(page, model.graph)
    table, key = desk(), f"{page}_board{address.opened()}"
    try:
        table.lay(Pad(model, shown.low, shown.high), shown)
    except ShapeError as refused:
        problem.show(refused)
        return
    message = table.message(at, anew=key not in st.session_state)
    _mount(data=message, key=key, default={"at": at}, on_at_change=_resting(page, key, model.graph))
    address.publish(page)


def layers(model: Model) -> None:
    """List the layers: what each does, makes, costs and sees."""
    with st.expander("All layers, with their shapes and what they cost", icon=":material/table:"):
        st.markdown(view.table(model.graph))
        st.caption(
            "Multiplies are products for one picture. Sees: rows × columns of the picture that "
            "a cell in the middle depends on."
        )


def code(page: str, model: Model) -> None:
    """Show lines that give the numbers on screen, and offer the file they read."""
    table = desk()
    with st.expander("Show the code", icon=":material/code:"):
        st.download_button(
            f"{view.FILE}: this picture and all weights",
            data=table.file,
            file_name=view.FILE,
            icon=":material/download:",
            on_click="ignore",
            key=f"{page}_file",
        )
        numpy, torch = st.tabs(["In NumPy, with cnnviz", "In PyTorch"])
        numpy.code(view.snippet(model.graph, view.NUMPY))
        torch.code(view.snippet(model.graph, view.TORCH))


def place(page: str, graph: Graph) -> Place | None:
    """Find the map or the value that the address names; None is the whole network."""
    key, known = f"{page}_at", st.session_state.get(f"{page}_graph", graph)
    st.session_state[f"{page}_graph"] = graph
    if known is not graph and read(address.get(key, "", str), graph) is None:
        address.put(key, None)
    return address.get(key, None, _reader(graph))


def read(text: str, graph: Graph) -> Place | None:
    """Read a place of the address: ``node.channel`` or ``node.channel.row.col``, from 1."""
    for name, shape in graph.shapes.items():
        counted = text.removeprefix(f"{name}.").split(".")
        if not text.startswith(f"{name}.") or not all(map(str.isdecimal, counted)):
            continue
        channel, *rest = (int(part[:MOST_DIGITS]) - 1 for part in counted)
        cell = [channel, *rest] if rest else None
        if len(shape) == 1 and rest == [0, 0]:  # a row of numbers has one cell a channel
            cell = [channel]
        if inside(graph, name, channel, cell):
            return {"node": name, "channel": channel, "cell": cell}
    return None


def write(at: Any, graph: Graph) -> str | None:
    """Write a place for the address; None for the whole network, and for what is no place."""
    said = at if isinstance(at, dict) else {}
    node, channel, cell = (said.get(name) for name in ("node", "channel", "cell"))
    if not inside(graph, node, channel, cell):
        return None
    counted = [*cell, 0, 0][:3] if cell else [channel]
    return ".".join([str(node), *(str(int(n) + 1) for n in counted if n is not None)])


def _reader(graph: Graph) -> Callable[[str], Place]:
    """Make a reader of the address that says what a place is."""

    def reading(text: str) -> Place:
        found = read(text, graph)
        if found is None:
            example = f"{graph.nodes[0].name}.1"
            raise ValueError(
                f"a place is a layer and a map of this network, like {example}, and for one "
                "value its row and column. It starts with the whole network."
            )
        return found

    return reading


def _resting(page: str, key: str, graph: Graph) -> Callable[[], None]:
    """Make what keeps the place when the reader rests on it."""

    def rest() -> None:
        said = st.session_state.get(key) or {}
        address.put(f"{page}_at", write(said.get("at"), graph))

    return rest


def _same(scene: Scene, shown: Subject) -> bool:
    """Tell whether the network has just looked at this very picture."""
    return np.array_equal(scene.values[IMAGE][0], shown.image)
