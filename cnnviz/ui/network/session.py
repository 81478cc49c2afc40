"""What one reader looks at in a network, and the answers to what the browser asks about it."""

import threading
from contextlib import suppress
from math import prod

import numpy as np

from cnnviz.contracts.network import NetworkPlace, ShownPicture
from cnnviz.geometry import ShapeError
from cnnviz.server.live_answers import LiveAnswers
from cnnviz.text import format_mb
from cnnviz.ui.network.request import NetworkRequest, parse_request
from cnnviz.ui.pickers.preprocessing import DrawingPad, DrawnImage, InputImage
from cnnviz.view import network as view
from cnnviz.view.network import NetworkScene
from cnnviz.zoo import IMAGE, Model

MOST_SENT = 40 * 2**20  # bytes of maps; .streamlit/config.toml lets 50 MB pass


class NetworkSession:
    """What one reader looks at: the page lays it out, the component's own line asks about it.

    Attributes
    ----------
    line : LiveAnswers
    scene : NetworkScene or None
        A network, and one picture that went through it.
    """

    def __init__(self, paper: DrawnImage) -> None:
        self.line = LiveAnswers()
        self.line.answer = self.answer
        self.scene: NetworkScene | None = None
        self._paper, self._lock = paper, threading.Lock()
        self._pad: DrawingPad | None = None
        self._chosen: InputImage | None = None
        self._laid, self._seq = 0, 0
        self._packed: tuple[int, bytes] = 0, b""

    def lay(self, pad: DrawingPad, shown: InputImage) -> NetworkScene:
        """Show a picture to a network; what is there already stays as it is.

        So does a drawing newer than `shown`, until the whole page has run and picked it.
        """
        size = 4 * sum(map(prod, pad.model.graph.shapes.values()))
        if size > MOST_SENT:
            limit = format_mb(MOST_SENT)
            raise ShapeError(
                f"all maps of one picture take {format_mb(size)}; the limit is {limit}"
            )
        with self._lock:
            self._pad, scene = pad, self.scene
            if not (scene and scene.model is pad.model and self._paper.is_new):
                self._chosen = self._chosen if shown.drawn else shown
                scene = self._show(pad.model, shown)
            self._laid = scene.seq
            return scene

    def message(self, at: NetworkPlace | None, *, anew: bool) -> bytes:
        """Pack what is on the desk: the same bytes again for the same picture.

        Streamlit sends the same bytes only once. A component that starts anew is told `at`.
        """
        with self._lock:
            assert self.scene
            if anew or self._packed[0] != self.scene.seq:
                packed = view.network_message(self.scene, url=self.line.url, at=at)
                self._packed = self.scene.seq, packed
            return self._packed[1]

    def file(self) -> bytes:
        """Write the picture and the weights for the lines a reader takes home."""
        assert self.scene
        return view.network_arrays_file(self.scene.graph, self.scene.values[IMAGE][0])

    def answer(self, question: bytes) -> bytes | None:
        """Answer the browser about one map or one value, or show the network what it drew."""
        scene = self.scene
        asked = scene and parse_request(question, scene.graph)
        if not asked or not scene:
            return None
        if asked.ask == "draw":
            return self._draw(asked)
        if asked.seq != scene.seq:
            return None
        if asked.ask == "unit":
            return view.map_message(scene, asked.node, asked.channel)
        return view.value_message(scene, asked.node, asked.cell)

    def _draw(self, asked: NetworkRequest) -> bytes | None:
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
                return view.network_message(self._show(self._pad.model, showing), url=self.line.url)
        return None

    def _show(self, model: Model, shown: InputImage) -> NetworkScene:
        """Run the network, unless it has just done so with the same picture."""
        picture: ShownPicture = {
            "title": shown.title,
            "label": shown.label,
            "low": shown.low,
            "high": shown.high,
        }
        now = self.scene
        if now and now.model is model and now.picture == picture and _same(now, shown):
            return now
        with np.errstate(all="ignore"):
            values = model.graph.run(shown.image[None])
        for name, made in values.items():
            if not np.isfinite(made).all():
                raise ShapeError(f"in {name} this picture becomes numbers too large to write")
        self._seq += 1
        self.scene = NetworkScene(model, values, picture, self._seq)
        return self.scene


def _same(scene: NetworkScene, shown: InputImage) -> bool:
    """Tell whether the network has just looked at this very picture."""
    return np.array_equal(scene.values[IMAGE][0], shown.image)
