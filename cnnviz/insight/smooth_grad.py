"""SmoothGrad: the mean of the gradients of many noisy copies of the picture."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.geometry import ShapeError
from cnnviz.insight.progress import Progress
from cnnviz.insight.scores import Target, batch_limit, batch_of_one, gradient
from cnnviz.zoo import Graph


@dataclass(frozen=True, slots=True, eq=False)
class SmoothGrad(Progress):
    """The gradient after some of the noisy copies (`done` of `total`).

    Attributes
    ----------
    gradient : ndarray of shape (C, H, W)
        The mean so far.
    """

    gradient: NDArray


def smooth_grad(
    graph: Graph,
    image: NDArray,
    target: Target,
    *,
    rng: np.random.Generator,
    count: int = 25,
    noise: float = 0.15,
) -> Iterator[SmoothGrad]:
    """Average the saliency of noisy copies of a picture, copy by copy.

    Parameters
    ----------
    graph, image, target
        As for `cnnviz.insight.saliency`.
    rng : numpy.random.Generator
        Draws the noise; the same one in the same state gives the same maps.
    count : int
        Copies, at least 1.
    noise : float
        Standard deviation of the normal noise, as a fraction of the image's range:
        ``sigma = noise * (image.max() - image.min())``.

    Yields
    ------
    SmoothGrad
        ``1/n * sum over i <= n of saliency(image + N(0, sigma**2))`` for every n up to
        `count` [1]_. The copies are not clipped to 0..1.

    References
    ----------
    .. [1] Smilkov et al. (2017), SmoothGrad: removing noise by adding noise,
       arXiv:1706.03825, section 2.

    Examples
    --------
    A pixel that is just dark, and lit in about half of its noisy copies:

    >>> from cnnviz.zoo import IMAGE, Node
    >>> nodes = Node("relu1", "Relu", (IMAGE,)), Node("row", "Flatten", ("relu1",))
    >>> graph, image = Graph((1, 1, 2), nodes), np.array([[[0, 9]]])
    >>> *_, last = smooth_grad(graph, image, 0, rng=np.random.default_rng(0), count=400)
    >>> last.done, last.gradient.round(1)
    (400, array([[[0.5, 0. ]]]))
    """
    if count < 1 or noise < 0:
        raise ShapeError(f"{count} copies with a noise of {noise:g}: at least 1 and 0 are needed")
    picture, done, some = batch_of_one(graph, image), 0, batch_limit(graph, passes=3)
    width, so_far = noise * np.ptp(picture), np.zeros(picture.shape[1:])
    while done < count:
        normal = rng.standard_normal((min(some, count - done), *so_far.shape))
        for found in gradient(graph, picture + np.float32(width) * normal, target):
            done, so_far = done + 1, so_far + found
            yield SmoothGrad(done, count, so_far / done)
