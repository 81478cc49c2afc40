"""Default feature maps of a lesson, used if no earlier lesson has made any."""

from numpy.typing import NDArray

from cnnviz import kernels
from cnnviz.images.grids import GRIDS
from cnnviz.ops.conv2d import conv2d
from cnnviz.ops.max_pool2d import max_pool2d
from cnnviz.ops.relu import relu

DIGIT = next(grid for grid in GRIDS if grid.name == "Digit 7")
KERNEL = kernels.named("Sobel x")


def edge_map() -> NDArray:
    """Return the vertical edges of a drawn 7: a map with both signs.

    Examples
    --------
    >>> edge_map().shape, int(edge_map().min()), int(edge_map().max())
    ((1, 10, 10), -36, 35)
    """
    return conv2d(DIGIT.values[None, None], KERNEL.weights[None, None])[0]


def rectified_map() -> NDArray:
    """Return the ReLU of these edges.

    Examples
    --------
    >>> int(rectified_map().min())
    0
    """
    return relu(edge_map())


def pooled_maps() -> NDArray:
    """Pool these maps to a few numbers for a small classifier.

    Examples
    --------
    >>> pooled_maps().shape
    (1, 3, 3)
    """
    return max_pool2d(rectified_map()[None], 3)[0]


#: By the address of the lesson.
STARTS = {"activation": edge_map, "pooling": rectified_map, "classifier": pooled_maps}
