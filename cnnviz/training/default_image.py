"""The image to begin with: one that looks as its class usually does."""

import numpy as np

from cnnviz import nn


def default_image(data: nn.Data) -> int:
    """Find the image held back that is nearest to the mean of its class's training images.

    Somebody who sees one image first shall see how the network gets it right.

    Examples
    --------
    >>> train, held = np.array([0.0, 0.2, 0.9]), np.array([0.5, 0.8])
    >>> images = [some.reshape(-1, 1, 1, 1) for some in (train, held)]
    >>> labels = np.array([0, 0, 1]), np.array([0, 1])
    >>> default_image(nn.Data(images[0], labels[0], images[1], labels[1], ("a", "b")))
    1
    """
    far = np.full(len(data.y_val), np.inf)
    for label in np.intersect1d(data.y_val, data.y_train):
        mean, own = data.x_train[data.y_train == label].mean(axis=0), data.y_val == label
        far[own] = np.square(data.x_val[own] - mean).sum(axis=(1, 2, 3))
    return int(far.argmin())
