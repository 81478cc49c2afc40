"""A network: layers one after the other, and what they have learned."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import prod, sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.geometry import ShapeError
from cnnviz.nn.executor import Executor, batch_first, name_layers, pool_before_relu
from cnnviz.nn.layers import Layer
from cnnviz.nn.layers.layer import Floats, Shape
from cnnviz.nn.loss import LOSSES, LossName, softmax
from cnnviz.nn.summary import LayerSummary, summarize

Init = Literal["he", "glorot"]
Order = Callable[[Sequence[Layer]], list[tuple[str, Layer]]]
AT_ONCE = 64  # images looked at together
LINES = 6  # kept set up, the most recently used


class Sequential:
    """Layers one after the other; each learns the sizes of what it reads when the network is made.

    Parameters
    ----------
    layers : sequence of Layer
    input_shape : tuple of int
        Of one image: (C, H, W).
    rng : numpy.random.Generator, optional
        Draws the first weights, and what dropout drops; seed 0 if you give none.
    init : {"he", "glorot"}
        Weights from a bell curve of width ``sqrt(2 / reads)`` [1]_, which keeps the size of
        signals through ReLU, or evenly within ``sqrt(6 / (reads + feeds))`` [2]_, made for
        tanh. Biases start at 0.

    Attributes
    ----------
    layers, input_shape, output_shape
    flat, flat_gradients : ndarray of float32
        All parameters and all gradients, each one array; those of `parameters` and `gradients`
        are views into them.

    Raises
    ------
    ShapeError
        When an image cannot pass a layer; the message names it.

    References
    ----------
    .. [1] He et al. (2015), arXiv:1502.01852, equation 10.
    .. [2] Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward
       neural networks, AISTATS, equation 16.

    Examples
    --------
    >>> from cnnviz.nn import Conv2d, Flatten, Linear, MaxPool2d, ReLU
    >>> net = Sequential([Conv2d(8, 3), ReLU(), MaxPool2d(2), Flatten(), Linear(10)], (1, 8, 8))
    >>> net.forward(np.zeros((5, 1, 8, 8))).shape
    (5, 10)
    >>> {name: array.shape for name, array in net.parameters().items()}
    {'0.weight': (8, 1, 3, 3), '0.bias': (8,), '4.weight': (10, 72), '4.bias': (10,)}
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        input_shape: Shape,
        rng: np.random.Generator | None = None,
        init: Init = "he",
    ) -> None:
        rows = summarize(layers, input_shape)
        self.layers, self.input_shape = tuple(layers), tuple(map(int, input_shape))
        self.output_shape = rows[-1].output_shape
        self.rng = np.random.default_rng(0) if rng is None else rng
        shapes: dict[str, Shape] = {}
        self._buffers: dict[str, Floats] = {}
        for at, (layer, shape) in enumerate(
            zip(layers, [self.input_shape, *(row.output_shape for row in rows)], strict=False)
        ):
            shapes |= {f"{at}.{name}": size for name, size in layer.parameters(shape).items()}
            self._buffers |= {f"{at}.{name}": a for name, a in layer.buffers(shape).items()}
        self.flat, self._parameters = _views(shapes)
        self.flat_gradients, self._gradients = _views(shapes)
        self._lines: OrderedDict[tuple[object, ...], Executor] = OrderedDict()
        for name, array in self._parameters.items():
            array[...] = first_weights(name, array.shape, self.rng, init)

    def summary(self) -> list[LayerSummary]:
        """Say of every layer what comes out, what it learns, costs and sees; see `summarize`."""
        return summarize(self.layers, self.input_shape)

    def parameters(self) -> dict[str, Floats]:
        """Return what is learned, by name, in PyTorch's order of axes; writing there changes it."""
        return dict(self._parameters)

    def gradients(self) -> dict[str, Floats]:
        """Return how the last loss moved with each parameter, by the same names."""
        return dict(self._gradients)

    def buffers(self) -> dict[str, Floats]:
        """Return what is kept but not learned: running means and variances."""
        return dict(self._buffers)

    def state(self) -> dict[str, Floats]:
        """Copy everything a network needs to give the same answers again."""
        both = self._parameters | self._buffers
        return {name: array.copy() for name, array in both.items()}

    def alike(self, kind: type = np.float32) -> tuple[NDArray, dict[str, NDArray]]:
        """Make another number for every parameter, all zero: one array, and views by name."""
        return _views({name: a.shape for name, a in self._parameters.items()}, kind)

    def load(self, state: Mapping[str, ArrayLike]) -> None:
        """Take over parameters, and buffers if they are given, by name.

        Raises
        ------
        ShapeError
            When a name is missing or unknown, or a shape differs; nothing is changed then.
        """
        own = self._parameters | self._buffers
        arrays = {name: np.asarray(array, np.float32) for name, array in state.items()}
        if missing := [name for name in self._parameters if name not in arrays]:
            raise ShapeError(f"nothing is given for {', '.join(missing)}")
        for name, array in arrays.items():
            if name not in own:
                raise ShapeError(f"this network has no {name}: it has {', '.join(own)}")
            if array.shape != own[name].shape:
                raise ShapeError(f"{name} has shape {own[name].shape}, not {array.shape}")
        for name, array in arrays.items():
            own[name][...] = array

    def forward(self, x: ArrayLike) -> Floats:
        """Answer for images (N, C, H, W): scores (N, K), dropout and batch statistics at rest."""
        x = self.images(x)
        answers = [
            batch_first(line.forward())[:size] for line, size in self._feed(x, pool_before_relu)
        ]
        return np.concatenate(answers) if answers else np.empty((0, *self.output_shape), "f4")

    def probabilities(self, x: ArrayLike) -> Floats:
        """Answer for images (N, C, H, W) with a share for each class, (N, K): softmax."""
        return softmax(self.forward(x))

    def activations(self, x: ArrayLike) -> list[Floats]:
        """Return what every layer makes of images (N, C, H, W): one array (N, ...) a layer."""
        parts = []
        for line, size in self._feed(self.images(x), name_layers):
            line.forward()
            parts.append([batch_first(station.out)[:size] for station in line.stations])
        return [np.concatenate(layer) for layer in zip(*parts, strict=True)]

    def differentiate(
        self, x: ArrayLike, labels: ArrayLike, loss: LossName = "cross_entropy"
    ) -> tuple[float, Floats]:
        """Learn how the loss of one batch moves with everything; nothing is changed.

        Parameters
        ----------
        x : ndarray of shape (N, C, H, W)
        labels : ndarray of N ints
        loss : {"cross_entropy", "total_error", "hinge"}

        Returns
        -------
        float
            The loss, dropout and batch statistics at work. `gradients` has the rest.
        ndarray of shape (N, C, H, W)
            How the loss moves with each cell of the images.
        """
        x = self.images(x)
        line = self.line(len(x), training=True, to_input=True)
        line.put(x)
        found = LOSSES[loss](line.forward(), np.asarray(labels), line.grad)
        line.backward()
        assert line.grad_x is not None
        return found, batch_first(line.grad_x)

    def images(self, x: ArrayLike) -> Floats:
        """Check that images fit: (N, C, H, W) as float32."""
        images = np.asarray(x, np.float32)
        if images.shape[1:] != self.input_shape:
            raise ShapeError(
                f"this network reads images {self.input_shape}, not {images.shape[1:]}"
            )
        return images

    def line(self, batch: int, *, training: bool, to_input: bool = False) -> Executor:
        """Set up for batches of one size, or find what is set up already."""
        return self._line(pool_before_relu, batch, training, to_input)

    def fresh_line(self, batch: int, gradients: Mapping[str, Floats]) -> Executor:
        """Set up to learn from batches of one size, with gradients written where you say."""
        return self._set_up(pool_before_relu, batch, gradients, training=True)

    def _line(self, order: Order, batch: int, training: bool, to_input: bool) -> Executor:
        key = order, batch, training, to_input
        if key not in self._lines:
            self._lines[key] = self._set_up(
                order, batch, self._gradients, training=training, to_input=to_input
            )
        self._lines.move_to_end(key)
        while len(self._lines) > LINES:
            self._lines.popitem(last=False)
        return self._lines[key]

    def _set_up(
        self, order: Order, batch: int, gradients: Mapping[str, Floats], **how: bool
    ) -> Executor:
        return Executor(
            order(self.layers),
            self.input_shape,
            batch,
            parameters=self._parameters,
            gradients=gradients,
            buffers=self._buffers,
            rng=self.rng,
            **how,
        )

    def _feed(self, x: Floats, order: Order) -> Iterator[tuple[Executor, int]]:
        """Lay images before a line, some at a time: a power of two, so that few lines are made."""
        for start in range(0, len(x), AT_ONCE):
            some = x[start : start + AT_ONCE]
            line = self._line(order, 1 << (len(some) - 1).bit_length(), False, False)
            np.copyto(line.x[..., : len(some)], some.transpose(2, 1, 3, 0))
            yield line, len(some)


def first_weights(name: str, shape: Shape, rng: np.random.Generator, init: Init) -> NDArray:
    """Draw what a parameter starts with: weights at random, biases 0, scales of a channel 1."""
    if name.endswith("bias"):
        return np.zeros(shape)
    if len(shape) == 1:
        return np.ones(shape)
    window = prod(shape[2:])
    reads, feeds = shape[1] * window, shape[0] * window
    if init == "he":
        return rng.normal(0, sqrt(2 / reads), shape)
    if init == "glorot":
        wide = sqrt(6 / (reads + feeds))
        return rng.uniform(-wide, wide, shape)
    raise ValueError(f"weights are drawn by 'he' or 'glorot', not {init!r}")


def _views(
    shapes: Mapping[str, Shape], kind: type = np.float32
) -> tuple[NDArray, dict[str, NDArray]]:
    """Make one array of zeros, and a view into it for every name."""
    ends = np.cumsum([prod(shape) for shape in shapes.values()], dtype=int)
    flat = np.zeros(ends[-1] if len(ends) else 0, kind)
    parts = np.split(flat, ends[:-1])
    pairs = zip(shapes.items(), parts, strict=False)
    return flat, {name: part.reshape(shape) for (name, shape), part in pairs}
