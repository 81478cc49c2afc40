"""A sequential network: layers one after the other, with their parameters."""

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
AT_ONCE = 64  # images in one forward pass
EXECUTORS = 6  # cached, the most recently used


class Sequential:
    """Layers one after the other; input sizes of layers are inferred from `input_shape`.

    Parameters
    ----------
    layers : sequence of Layer
    input_shape : tuple of int
        Of one image: (C, H, W).
    rng : numpy.random.Generator, optional
        Draws the initial weights and the dropout masks; seed 0 by default.
    init : {"he", "glorot"}
        Weights from a normal distribution with standard deviation ``sqrt(2 / fan_in)`` [1]_,
        made for ReLU, or uniform within ``±sqrt(6 / (fan_in + fan_out))`` [2]_, made for
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
        self._executors: OrderedDict[tuple[object, ...], Executor] = OrderedDict()
        for name, array in self._parameters.items():
            array[...] = first_weights(name, array.shape, self.rng, init)

    def summary(self) -> list[LayerSummary]:
        """Return the shape, parameters and costs of every layer; see `summarize`."""
        return summarize(self.layers, self.input_shape)

    def parameters(self) -> dict[str, Floats]:
        """Return the parameters by name, in PyTorch's order of axes; the arrays are not copies."""
        return dict(self._parameters)

    def gradients(self) -> dict[str, Floats]:
        """Return the gradients of the last loss, by the names of the parameters."""
        return dict(self._gradients)

    def buffers(self) -> dict[str, Floats]:
        """Return the buffers by name: running means and variances."""
        return dict(self._buffers)

    def state(self) -> dict[str, Floats]:
        """Return copies of all parameters and buffers, by name, as ``state_dict``."""
        both = self._parameters | self._buffers
        return {name: array.copy() for name, array in both.items()}

    def alike(self, kind: type = np.float32) -> tuple[NDArray, dict[str, NDArray]]:
        """Return zeros for every parameter: one flat array, and views into it by name."""
        return _views({name: a.shape for name, a in self._parameters.items()}, kind)

    def load(self, state: Mapping[str, ArrayLike]) -> None:
        """Set parameters, and buffers if they are given, by name.

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
        """Return the scores (N, K) of images (N, C, H, W), in evaluation mode."""
        x = self.images(x)
        scores = [
            batch_first(executor.forward())[:size]
            for executor, size in self._feed(x, pool_before_relu)
        ]
        return np.concatenate(scores) if scores else np.empty((0, *self.output_shape), "f4")

    def probabilities(self, x: ArrayLike) -> Floats:
        """Return the class probabilities (N, K) of images (N, C, H, W): softmax of the scores."""
        return softmax(self.forward(x))

    def activations(self, x: ArrayLike) -> list[Floats]:
        """Return the output of every layer for images (N, C, H, W): one array (N, ...) a layer."""
        parts = []
        for executor, size in self._feed(self.images(x), name_layers):
            executor.forward()
            parts.append([batch_first(kernel.out)[:size] for kernel in executor.stations])
        return [np.concatenate(layer) for layer in zip(*parts, strict=True)]

    def differentiate(
        self, x: ArrayLike, labels: ArrayLike, loss: LossName = "cross_entropy"
    ) -> tuple[float, Floats]:
        """Compute the gradients of the loss of one batch, in training mode, without an update.

        Parameters
        ----------
        x : ndarray of shape (N, C, H, W)
        labels : ndarray of N ints
        loss : {"cross_entropy", "total_error", "hinge"}

        Returns
        -------
        float
            The loss. `gradients` then returns the gradients of the parameters.
        ndarray of shape (N, C, H, W)
            The gradient of the loss with respect to the images.
        """
        x = self.images(x)
        executor = self.line(len(x), training=True, to_input=True)
        executor.put(x)
        found = LOSSES[loss](executor.forward(), np.asarray(labels), executor.grad)
        executor.backward()
        assert executor.grad_x is not None
        return found, batch_first(executor.grad_x)

    def images(self, x: ArrayLike) -> Floats:
        """Return images (N, C, H, W) as float32; ShapeError when their shape does not fit."""
        images = np.asarray(x, np.float32)
        if images.shape[1:] != self.input_shape:
            raise ShapeError(
                f"this network reads images {self.input_shape}, not {images.shape[1:]}"
            )
        return images

    def line(self, batch: int, *, training: bool, to_input: bool = False) -> Executor:
        """Return an executor for batches of one size, from the cache when there is one."""
        return self._executor(pool_before_relu, batch, training, to_input)

    def fresh_line(self, batch: int, gradients: Mapping[str, Floats]) -> Executor:
        """Make a training executor for batches of one size that writes into `gradients`."""
        return self._make_executor(pool_before_relu, batch, gradients, training=True)

    def _executor(self, order: Order, batch: int, training: bool, to_input: bool) -> Executor:
        key = order, batch, training, to_input
        if key not in self._executors:
            self._executors[key] = self._make_executor(
                order, batch, self._gradients, training=training, to_input=to_input
            )
        self._executors.move_to_end(key)
        while len(self._executors) > EXECUTORS:
            self._executors.popitem(last=False)
        return self._executors[key]

    def _make_executor(
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
        """Copy images into an executor, some at a time; yield it and how many images it holds.

        Batch sizes are rounded up to a power of two, so that few executors are made.
        """
        for start in range(0, len(x), AT_ONCE):
            some = x[start : start + AT_ONCE]
            executor = self._executor(order, 1 << (len(some) - 1).bit_length(), False, False)
            np.copyto(executor.x[..., : len(some)], some.transpose(2, 1, 3, 0))
            yield executor, len(some)


def first_weights(name: str, shape: Shape, rng: np.random.Generator, init: Init) -> NDArray:
    """Draw the initial values of a parameter: weights random, biases 0, channel scales 1."""
    if name.endswith("bias"):
        return np.zeros(shape)
    if len(shape) == 1:
        return np.ones(shape)
    window = prod(shape[2:])
    fan_in, fan_out = shape[1] * window, shape[0] * window
    if init == "he":
        return rng.normal(0, sqrt(2 / fan_in), shape)
    if init == "glorot":
        bound = sqrt(6 / (fan_in + fan_out))
        return rng.uniform(-bound, bound, shape)
    raise ValueError(f"weights are drawn by 'he' or 'glorot', not {init!r}")


def _views(
    shapes: Mapping[str, Shape], kind: type = np.float32
) -> tuple[NDArray, dict[str, NDArray]]:
    """Return one flat array of zeros, and a view into it for every name."""
    ends = np.cumsum([prod(shape) for shape in shapes.values()], dtype=int)
    flat = np.zeros(ends[-1] if len(ends) else 0, kind)
    parts = np.split(flat, ends[:-1])
    pairs = zip(shapes.items(), parts, strict=False)
    return flat, {name: part.reshape(shape) for (name, shape), part in pairs}
