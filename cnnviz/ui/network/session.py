"""The network and picture of one session, and the answers to the browser's requests."""

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
    """The network and picture on one session's screen.

    The page sets them with `lay`; the component requests maps and values through `line`.

    Parameters
    ----------
    paper : DrawnImage
        Where drawings are stored.

    Attributes
    ----------
    line : LiveAnswers
        The endpoint that the component asks.
    scene : NetworkScene or None
        The network, the picture and all activations.
    """

    def __init__(self, paper: DrawnImage) -> None:
        self.line = LiveAnswers()
        self.line.answer = self.answer
        self.scene: NetworkScene | None = None
        self._drawing, self._lock = paper, threading.Lock()
        self._pad: DrawingPad | None = None
        self._chosen: InputImage | None = None
        self._page_seq, self._seq = 0, 0
        self._packed: tuple[int, bytes] = 0, b""

    def lay(self, pad: DrawingPad, shown: InputImage) -> NetworkScene:
        """Run the network on a picture, unless it is the one on screen.

        A drawing newer than `shown` is also kept, until the page has rerun and picked it.

        Raises
        ------
        ShapeError
            When the maps exceed `MOST_SENT` bytes or are not finite.
        """
        size = 4 * sum(map(prod, pad.model.graph.shapes.values()))
        if size > MOST_SENT:
            limit = format_mb(MOST_SENT)
            raise ShapeError(
                f"all maps of one picture take {format_mb(size)}; the limit is {limit}"
            )
        with self._lock:
            self._pad, scene = pad, self.scene
            if not (scene and scene.model is pad.model and self._drawing.is_new):
                self._chosen = self._chosen if shown.drawn else shown
                scene = self._show(pad.model, shown)
            self._page_seq = scene.seq
            return scene

    def message(self, at: NetworkPlace | None, *, anew: bool) -> bytes:
        """Pack the scene for the component; unchanged bytes for an unchanged picture.

        Streamlit sends equal bytes only once.

        Parameters
        ----------
        at : NetworkPlace or None
            The place to open, for a component that is mounted anew.
        anew : bool
            Whether it is.
        """
        with self._lock:
            assert self.scene
            if anew or self._packed[0] != self.scene.seq:
                packed = view.network_message(self.scene, url=self.line.url, at=at)
                self._packed = self.scene.seq, packed
            return self._packed[1]

    def file(self) -> bytes:
        """Write the file of the picture and the weights that the shown code reads."""
        assert self.scene
        return view.network_arrays_file(self.scene.graph, self.scene.values[IMAGE][0])

    def answer(self, question: bytes) -> bytes | None:
        """Answer a request for a map or a value, or run the network on a drawing.

        Returns
        -------
        bytes or None
            None for a request that is invalid or out of date.
        """
        scene = self.scene
        request = scene and parse_request(question, scene.graph)
        if not request or not scene:
            return None
        if request.ask == "draw":
            return self._draw(request)
        if request.seq != scene.seq:
            return None
        if request.ask == "unit":
            return view.map_message(scene, request.node, request.channel)
        return view.value_message(scene, request.node, request.cell)

    def _draw(self, request: NetworkRequest) -> bytes | None:
        """Run the network on a drawing; an empty drawing brings back the chosen picture."""
        with self._lock:
            if self._pad is None or not self._pad.fits or request.seq < self._page_seq:
                return None
            drawn = self._pad.subject(request.plane)
            self._drawing.plane = request.plane if drawn else None
            self._drawing.is_new = drawn is not None
            showing = drawn or self._chosen
            if showing is None:
                return None
            with suppress(ShapeError):
                return view.network_message(self._show(self._pad.model, showing), url=self.line.url)
        return None

    def _show(self, model: Model, shown: InputImage) -> NetworkScene:
        """Run the network, unless the scene has the same network and picture."""
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
    """Tell whether a scene's picture has the same pixels."""
    return np.array_equal(scene.values[IMAGE][0], shown.image)
