"""The slow, obvious way: list the cells of a window, then make one number of them."""

import math

import numpy as np

from tests.oracles.convolution import both


def starts(size, window, stride, padding, dilation, ceil_mode):
    """Where windows begin on one axis, walking on while there is something left to read."""
    covers = dilation * (window - 1) + 1
    found, at = [], -padding
    while at + covers <= size + padding:
        found.append(at)
        at += stride
    overhangs = not found or found[-1] + covers < size + padding
    if ceil_mode and overhangs and at < size:
        found.append(at)
    return found


def walk(x, kernel_size, stride, padding, dilation, ceil_mode):
    """For every output cell, the places its window looks at, real or not."""
    window, stride = both(kernel_size), both(kernel_size if stride is None else stride)
    padding, dilation = both(padding), both(dilation)
    rows, cols = (
        starts(x.shape[2 + a], window[a], stride[a], padding[a], dilation[a], ceil_mode)
        for a in (0, 1)
    )
    return {
        (r, c): [
            (top + i * dilation[0], left + j * dilation[1])
            for i in range(window[0])
            for j in range(window[1])
        ]
        for r, top in enumerate(rows)
        for c, left in enumerate(cols)
    }


def is_on(x, row, col, rings=(0, 0)):
    height, width = x.shape[2:]
    return -rings[0] <= row < height + rings[0] and -rings[1] <= col < width + rings[1]


def pool(x, places, together):
    """One number for every image, map and stop; `together` gets the real values and the places."""
    y = np.zeros((*x.shape[:2], *(max(cell[a] for cell in places) + 1 for a in (0, 1))))
    for n, k, r, c in np.ndindex(y.shape):
        cells = [x[n, k, row, col] for row, col in places[r, c] if is_on(x, row, col)]
        y[n, k, r, c] = together(cells, places[r, c])
    return y


def middle(values):
    order = sorted(values)
    half = len(order) // 2
    return order[half] if len(order) % 2 else (order[half - 1] + order[half]) / 2


def max_pool2d(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    places = walk(x, kernel_size, stride, padding, dilation, ceil_mode)
    return pool(x, places, lambda cells, _: max(cells))


def min_pool2d(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    places = walk(x, kernel_size, stride, padding, dilation, ceil_mode)
    return pool(x, places, lambda cells, _: min(cells))


def median_pool2d(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    places = walk(x, kernel_size, stride, padding, dilation, ceil_mode)
    return pool(x, places, lambda cells, _: middle(cells))


def avg_pool2d(
    x, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True
):  # fmt: skip
    places = walk(x, kernel_size, stride, padding, 1, ceil_mode)
    rings = both(padding) if count_include_pad else (0, 0)

    def mean(cells, seen):
        return sum(cells) / len([place for place in seen if is_on(x, *place, rings)])

    return pool(x, places, mean)


def sum_pool2d(x, kernel_size, stride=None, padding=0, ceil_mode=False):
    places = walk(x, kernel_size, stride, padding, 1, ceil_mode)
    return pool(x, places, lambda cells, _: sum(cells))


def lp_pool2d(x, norm_type, kernel_size, stride=None, ceil_mode=False):
    places = walk(x, kernel_size, stride, 0, 1, ceil_mode)

    def norm(cells, seen):
        total = sum(cell**norm_type for cell in cells) * len(seen) / len(cells)
        if total < 0 and norm_type != 1:
            return math.nan
        return total ** (1 / norm_type)

    return pool(x, places, norm)


def gaussian_pool2d(x, kernel_size, stride=None, padding=0, ceil_mode=False):
    rows, cols = both(kernel_size)
    weights = [
        math.comb(rows - 1, i) * math.comb(cols - 1, j) / 2 ** (rows + cols - 2)
        for i in range(rows)
        for j in range(cols)
    ]
    places = walk(x, kernel_size, stride, padding, 1, ceil_mode)
    y = np.zeros((*x.shape[:2], *(max(cell[a] for cell in places) + 1 for a in (0, 1))))
    for n, k, r, c in np.ndindex(y.shape):
        for weight, (row, col) in zip(weights, places[r, c], strict=True):
            y[n, k, r, c] += weight * x[n, k, row, col] if is_on(x, row, col) else 0
    return y


def parts(x, output_size):
    """For every output cell, the places of its part of the image."""
    cuts = [
        [
            range(math.floor(i * size / count), math.ceil((i + 1) * size / count))
            for i in range(count)
        ]
        for size, count in zip(x.shape[2:], both(output_size), strict=True)
    ]
    return {
        (r, c): [(row, col) for row in rows for col in cols]
        for r, rows in enumerate(cuts[0])
        for c, cols in enumerate(cuts[1])
    }


def adaptive_max_pool2d(x, output_size):
    return pool(x, parts(x, output_size), lambda cells, _: max(cells))


def adaptive_avg_pool2d(x, output_size):
    return pool(x, parts(x, output_size), lambda cells, _: sum(cells) / len(cells))


def global_max_pool2d(x):
    return np.array([[[[max(plane.ravel().tolist())]] for plane in image] for image in x])


def global_avg_pool2d(x):
    return np.array(
        [[[[sum(plane.ravel().tolist()) / plane.size]] for plane in image] for image in x]
    )


def through_maps(x, maps, together):
    images, channels, height, width = x.shape
    maps = maps or channels
    y = np.zeros((images, channels // maps, height, width))
    for n, k, r, c in np.ndindex(y.shape):
        y[n, k, r, c] = together([x[n, k * maps + m, r, c] for m in range(maps)])
    return y


def channel_max_pool(x, maps=0):
    return through_maps(x, maps, max)


def channel_avg_pool(x, maps=0):
    return through_maps(x, maps, lambda cells: sum(cells) / len(cells))
