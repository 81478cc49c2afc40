"""Choice of the validation image shown first."""

import numpy as np

from cnnviz import nn


def default_image(data: nn.Data) -> int:
    """Return the index of the validation image nearest to its class's mean training image.

    A typical image is one that the network soon classifies correctly.

    Examples
    --------
    >>> train, held = np.array([0.0, 0.2, 0.9]), np.array([0.5, 0.8])
    >>> images = [pixels.reshape(-1, 1, 1, 1) for pixels in (train, held)]
    >>> labels = np.array([0, 0, 1]), np.array([0, 1])
    >>> default_image(nn.Data(images[0], labels[0], images[1], labels[1], ("a", "b")))
    1
    """
    distances = np.full(len(data.y_val), np.inf)
    for label in np.intersect1d(data.y_val, data.y_train):
        mean, own = data.x_train[data.y_train == label].mean(axis=0), data.y_val == label
        distances[own] = np.square(data.x_val[own] - mean).sum(axis=(1, 2, 3))
    return int(distances.argmin())
