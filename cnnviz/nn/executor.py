"""An assembly line: one station a layer, set up once for batches of one size."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.nn.layers import Layer, MaxPool2d, ReLU
from cnnviz.nn.layers.layer import Floats, KernelBuffers, Shape

Arrays = Mapping[str, Floats]
CACHE_LINE = 16  # numbers


class Executor:
    """The stations of a network, each reading what the one before it wrote.

    Parameters
    ----------
    layers : sequence of (str, Layer)
        With the prefix of its parameters' names.
    input_shape : tuple of int
        (C, H, W).
    batch : int
        Images at a time.
    parameters, gradients, buffers : dict of ndarray
        The network's, which the stations read and write in place.
    rng : numpy.random.Generator
        For dropout.
    training : bool
    to_input : bool
        Whether `backward` also says how the loss moves with the images.

    Attributes
    ----------
    batch : int
    x, scores, grad : ndarray
        Where the images go in, where the answer comes out, and where the loss writes how it
        moves with the answer.
    """

    def __init__(
        self,
        layers: Sequence[tuple[str, Layer]],
        input_shape: Shape,
        batch: int,
        *,
        parameters: Arrays,
        gradients: Arrays,
        buffers: Arrays,
        rng: np.random.Generator,
        training: bool,
        to_input: bool = False,
    ) -> None:
        self.batch = batch
        channels, rows, cols = input_shape
        self.x = x = np.zeros((rows, channels, cols, batch), np.float32)
        # Images whose sizes are powers of two would fight for the same lines of the cache.
        apart = np.empty((batch, channels * rows * cols + CACHE_LINE), np.float32)
        self.entrance = apart[:, :-CACHE_LINE].reshape(batch, *input_shape, copy=False)
        self.grad_x = grad_x = np.zeros_like(x) if to_input else None
        self.stations = []
        for prefix, layer in layers:
            place = KernelBuffers(
                x,
                grad_x,
                parameters=_under(prefix, parameters),
                gradients=_under(prefix, gradients),
                buffers=_under(prefix, buffers),
                training=training,
                rng=rng,
            )
            station = layer.station(place)
            self.stations.append(station)
            x, grad_x = station.out, station.grad if training else None
        self.scores, self.grad = self.stations[-1].out, self.stations[-1].grad

    def put(self, images: NDArray) -> None:
        """Lay images (N, C, H, W) where the first station reads."""
        np.copyto(self.entrance, images)
        np.copyto(self.x, self.entrance.transpose(2, 1, 3, 0))

    def forward(self) -> Floats:
        """Let the batch pass all stations; return the scores (K, N)."""
        for station in self.stations:
            station.forward()
        return self.scores

    def backward(self) -> None:
        """Let the gradients in `grad` pass all stations the other way."""
        for station in reversed(self.stations):
            station.backward()


def pool_before_relu(layers: Sequence[Layer]) -> list[tuple[str, Layer]]:
    """Name the layers, and pool before ReLU: the same numbers, a quarter of the cells to bend.

    The largest of a window keeps being the largest, and where none is positive ReLU lets no
    gradient through, whichever comes first.

    >>> pool_before_relu([ReLU(), MaxPool2d(2)])
    [('1', MaxPool2d(kernel=2, stride=None)), ('0', ReLU())]
    """
    named = name_layers(layers)
    for at in range(len(named) - 1):
        if isinstance(named[at][1], ReLU) and isinstance(named[at + 1][1], MaxPool2d):
            named[at], named[at + 1] = named[at + 1], named[at]
    return named


def name_layers(layers: Sequence[Layer]) -> list[tuple[str, Layer]]:
    """Name the layers as they are written."""
    return [(str(at), layer) for at, layer in enumerate(layers)]


def batch_first(array: Floats) -> Floats:
    """Copy what lies at a station, (H, C, W, N) or (K, N), to (N, C, H, W) or (N, K)."""
    order = (3, 1, 0, 2) if array.ndim == 4 else (1, 0)
    return np.ascontiguousarray(array.transpose(order))


def _under(prefix: str, arrays: Arrays) -> dict[str, Floats]:
    """Pick a layer's own arrays: "0.weight" is the weight of layer 0."""
    start = f"{prefix}."
    return {name.removeprefix(start): a for name, a in arrays.items() if name.startswith(start)}
