"""Parameters and multiplications of a layer, and of a fully connected one of its sizes."""

from math import prod

from cnnviz.ops._operation import Cost

Shape = tuple[int, ...]


def of_windows(image: Shape, weight: Shape, output: Shape) -> Cost:
    """Return the cost of a convolution: every output cell is one sum of products.

    Parameters
    ----------
    image, weight, output : tuple of int
        Shapes (C, H, W), (F, C / groups, KH, KW) and (F, OH, OW).

    Examples
    --------
    >>> of_windows((1, 5, 5), (1, 1, 3, 3), (1, 3, 3))
    Cost(parameters=10, multiplies=81, dense=234)
    """
    multiplies = prod(output) * prod(weight[1:])
    return Cost(prod(weight) + weight[0], multiplies, _dense(image, output))


def of_stamps(image: Shape, weight: Shape, output: Shape) -> Cost:
    """Return the cost of a transposed convolution: every input cell multiplies one kernel.

    Parameters
    ----------
    image, weight, output : tuple of int
        Shapes (C, H, W), (C, F / groups, KH, KW) and (F, OH, OW).

    Examples
    --------
    >>> of_stamps((1, 2, 2), (1, 1, 3, 3), (1, 4, 4))
    Cost(parameters=10, multiplies=36, dense=80)
    """
    multiplies = prod(image) * prod(weight[1:])
    return Cost(prod(weight) + output[0], multiplies, _dense(image, output))


def _dense(image: Shape, output: Shape) -> int:
    """Count the weights and biases of a fully connected layer."""
    return prod(image) * prod(output) + prod(output)
