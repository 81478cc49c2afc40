"""The description of an operation, and the types that operations share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError, Walk
from cnnviz.trace import Border, Box, Step, Trace

Family = Literal["convolution", "activation", "pooling", "classifier", "loss"]


@dataclass(frozen=True)
class Param:
    """A setting: a widget on the page, a URL parameter, and a test for each option."""

    name: str
    label: str
    default: Any
    options: tuple[Any, ...]
    help: str = ""


@dataclass(frozen=True)
class Operation:
    """Everything the app needs to know about one operation.

    Attributes
    ----------
    slug, title, order
        The function's name, the title on screen, the position among the lessons.
    forward, trace, backward
        The functions: on a batch; on one image with every step; the gradients.
    params
        The settings, besides the kernel.
    takes_kernel
        Whether it takes a weight and a bias after the image.
    route, cost
        For operations with a kernel: the window's path, and what the layer costs.
    family
        The lesson it belongs to.
    vector
        Whether `forward` takes rows of numbers (N, D) and not images; `trace` still takes
        one image and flattens it first.
    to_weights
        For operations with a kernel: ``to_weights(image, weight, grad_output, filter=0,
        **settings)``, the trace that collects the gradient of one filter.
    makes
        The name of one plane of the output.
    formula
        For activations, the function of x in LaTeX; names of settings are in <>.
    numpy, torch
        Code that computes ``y`` from ``x`` (C, H, W), in PyTorch (1, C, H, W):
        lines with the settings' names in braces, or a function that writes them for some
        settings. Operations with a kernel that slides are written by `cnnviz.view.code`.
    """

    slug: str
    title: str
    order: int
    forward: Callable[..., NDArray]
    trace: Callable[..., Trace]
    params: tuple[Param, ...] = ()
    backward: Callable[..., Any] | None = None
    takes_kernel: bool = False
    route: Callable[..., Walk] | None = None
    cost: Callable[..., "Cost"] | None = None
    family: Family = "convolution"
    vector: bool = False
    to_weights: Callable[..., Trace] | None = None
    makes: str = "Feature map"
    formula: str = ""
    numpy: str | Callable[..., str] = ""
    torch: str | Callable[..., str] = ""

    @property
    def defaults(self) -> dict[str, Any]:
        """The default settings."""
        return {param.name: param.default for param in self.params}


class Gradients(NamedTuple):
    """Gradients of the loss with respect to the input, the weights and the bias, if any."""

    input: NDArray
    weight: NDArray | None = None
    bias: NDArray | None = None


class Cost(NamedTuple):
    """The cost of a layer, and that of a fully connected layer of the same sizes.

    Attributes
    ----------
    parameters, multiplies : int
        Weights and biases to learn; products for one image.
    dense : int
        Weights and biases of a fully connected layer from the same input to the same output.
    """

    parameters: int
    multiplies: int
    dense: int


def exact(array: NDArray) -> NDArray:
    """Widen integers and booleans so that sums cannot overflow; floats are unchanged."""
    array = np.asarray(array)
    return array.astype(np.int64) if array.dtype.kind in "bui" else array


def batch(x: NDArray) -> NDArray:
    """Check that an input is (N, C, H, W)."""
    x = exact(x)
    if x.ndim != 4:
        raise ShapeError(f"the input needs 4 axes (N, C, H, W), not {x.ndim}: {x.shape}")
    return x


def by_group(array: NDArray, groups: int) -> NDArray:
    """Split axis 1 (channels or filters) into (groups, the rest), without copying."""
    return array.reshape(len(array), groups, -1, *array.shape[2:])


def arriving(grad_output: NDArray, shape: tuple[int, ...]) -> NDArray:
    """Check that the gradient has the output's shape."""
    grad_output = exact(grad_output)
    if grad_output.shape != shape:
        raise ShapeError(f"the gradient has shape {grad_output.shape}, the output {shape}")
    return grad_output


def bare(image: NDArray) -> Border:
    """Return the border of an image (C, H, W) without padding."""
    return Border(0, 0, np.arange(image.shape[1]), np.arange(image.shape[2]))


def weighted(reads: Box, writes: Box, window: NDArray, weight: NDArray, filter: int = 0) -> Step:
    """Return the step that is one sum of products; its slope is the weights."""
    terms = window * weight
    partials = terms.sum(axis=(1, 2))
    result = partials.sum().reshape(1, 1, 1)
    return Step(reads, writes, window, terms, "sum", partials, result, filter, slope=weight)
