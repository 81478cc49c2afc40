"""Runs the layers of a network forward and backward, with arrays allocated for one batch size."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.nn.layers import Layer, MaxPool2d, ReLU
from cnnviz.nn.layers.layer import Floats, KernelBuffers, Shape

Arrays = Mapping[str, Floats]
CACHE_LINE = 16  # numbers


class Executor:
    """One kernel (`LayerKernel`) a layer; each reads the output array of the one before it.

    Parameters
    ----------
    layers : sequence of (str, Layer)
        Each with the prefix of its parameters' names, e.g. "0".
    input_shape : tuple of int
        (C, H, W).
    batch : int
        Images in a batch.
    parameters, gradients, buffers : dict of ndarray
        The network's own arrays, which the kernels read and write in place.
    rng : numpy.random.Generator
        For dropout.
    training : bool
    to_input : bool
        Whether `backward` also computes the gradient of the loss with respect to the images.

    Attributes
    ----------
    batch : int
    x, scores, grad : ndarray
        The images (H, C, W, N), the scores (K, N), and the gradient of the loss with respect
        to the scores (K, N), written by the loss.
    stations : list of LayerKernel
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
        # Padded: images whose sizes are powers of two would map to the same cache lines.
        padded = np.empty((batch, channels * rows * cols + CACHE_LINE), np.float32)
        self._staging = padded[:, :-CACHE_LINE].reshape(batch, *input_shape, copy=False)
        self.grad_x = grad_x = np.zeros_like(x) if to_input else None
        self.stations = []
        for prefix, layer in layers:
            arrays = KernelBuffers(
                x,
                grad_x,
                parameters=_under(prefix, parameters),
                gradients=_under(prefix, gradients),
                buffers=_under(prefix, buffers),
                training=training,
                rng=rng,
            )
            kernel = layer.station(arrays)
            self.stations.append(kernel)
            x, grad_x = kernel.out, kernel.grad if training else None
        self.scores, self.grad = self.stations[-1].out, self.stations[-1].grad

    def put(self, images: NDArray) -> None:
        """Copy images (N, C, H, W) into `x`, the input of the first layer."""
        np.copyto(self._staging, images)
        np.copyto(self.x, self._staging.transpose(2, 1, 3, 0))

    def forward(self) -> Floats:
        """Run the forward pass of the batch in `x`; return the scores (K, N)."""
        for kernel in self.stations:
            kernel.forward()
        return self.scores

    def backward(self) -> None:
        """Run the backward pass from the gradient in `grad`."""
        for kernel in reversed(self.stations):
            kernel.backward()


def pool_before_relu(layers: Sequence[Layer]) -> list[tuple[str, Layer]]:
    """Name the layers, and move max pooling before ReLU: equal results, ReLU on fewer cells.

    ReLU keeps the order of the values in a window, so both orders give the same maximum; where
    no value is positive, both pass no gradient.

    >>> pool_before_relu([ReLU(), MaxPool2d(2)])
    [('1', MaxPool2d(kernel=2, stride=None)), ('0', ReLU())]
    """
    named = name_layers(layers)
    for at in range(len(named) - 1):
        if isinstance(named[at][1], ReLU) and isinstance(named[at + 1][1], MaxPool2d):
            named[at], named[at + 1] = named[at + 1], named[at]
    return named


def name_layers(layers: Sequence[Layer]) -> list[tuple[str, Layer]]:
    """Pair each layer with its index as a string, in the order given."""
    return [(str(at), layer) for at, layer in enumerate(layers)]


def batch_first(array: Floats) -> Floats:
    """Copy a kernel's array (H, C, W, N) or (K, N) to the order (N, C, H, W) or (N, K)."""
    order = (3, 1, 0, 2) if array.ndim == 4 else (1, 0)
    return np.ascontiguousarray(array.transpose(order))


def _under(prefix: str, arrays: Arrays) -> dict[str, Floats]:
    """Select the arrays of one layer, without the prefix: "0.weight" becomes "weight"."""
    start = f"{prefix}."
    return {name.removeprefix(start): a for name, a in arrays.items() if name.startswith(start)}
