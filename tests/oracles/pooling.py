"""The slow, obvious way: list the cells of a window, then make one number of them."""

import numpy as np

from tests.oracles.convolution import both


def pool(x, kernel_size, stride, together):
    (rows, cols), (down, right) = both(kernel_size), both(stride or kernel_size)
    images, channels, height, width = x.shape
    y = np.zeros((images, channels, (height - rows) // down + 1, (width - cols) // right + 1))
    for n, k, r, c in np.ndindex(y.shape):
        cells = [x[n, k, r * down + i, c * right + j] for i in range(rows) for j in range(cols)]
        y[n, k, r, c] = together(cells)
    return y


def max_pool2d(x, kernel_size, stride=None):
    return pool(x, kernel_size, stride, max)


def avg_pool2d(x, kernel_size, stride=None):
    return pool(x, kernel_size, stride, lambda cells: sum(cells) / len(cells))
