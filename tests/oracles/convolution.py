"""The slow, obvious way: a window that walks, cell by cell."""

import numpy as np


def both(value):
    return value if isinstance(value, tuple) else (value, value)


def look(plane, row, col, mode):
    """Read a cell that may lie outside the image."""
    height, width = plane.shape
    while not (0 <= row < height and 0 <= col < width):
        if mode == "zeros":
            return 0
        if mode == "replicate":
            row, col = min(max(row, 0), height - 1), min(max(col, 0), width - 1)
        if mode == "circular":
            row, col = row % height, col % width
        if mode == "reflect":
            row, col = abs(row), abs(col)
            row = 2 * (height - 1) - row if row >= height else row
            col = 2 * (width - 1) - col if col >= width else col
    return plane[row, col]


def rings(padding, window, dilation):
    """Cells added before and after one axis."""
    reach = dilation * (window - 1)
    words = {"valid": (0, 0), "same": (reach // 2, reach - reach // 2), "full": (reach, reach)}
    return words[padding] if isinstance(padding, str) else (padding, padding)


def conv2d(
    x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1, padding_mode="zeros",
    flip=False,
):  # fmt: skip
    if flip:
        weight = np.array([[np.rot90(plane, 2) for plane in kernel] for kernel in weight])
    stride, dilation = both(stride), both(dilation)
    padding = (padding, padding) if isinstance(padding, str) else both(padding)
    images, channels, height, width = x.shape
    filters, depth, rows, cols = weight.shape
    top, bottom = rings(padding[0], rows, dilation[0])
    left, right = rings(padding[1], cols, dilation[1])
    out_rows = (height + top + bottom - dilation[0] * (rows - 1) - 1) // stride[0] + 1
    out_cols = (width + left + right - dilation[1] * (cols - 1) - 1) // stride[1] + 1
    y = np.zeros((images, filters, out_rows, out_cols))
    for n, f, r, c in np.ndindex(y.shape):
        total = 0 if bias is None else bias[f]
        group = f // (filters // groups)
        for k, i, j in np.ndindex(depth, rows, cols):
            row = r * stride[0] - top + i * dilation[0]
            col = c * stride[1] - left + j * dilation[1]
            cell = look(x[n, group * depth + k], row, col, padding_mode)
            total += cell * weight[f, k, i, j]
        y[n, f, r, c] = total
    return y


def conv_transpose2d(
    x, weight, bias=None, *, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    stride, padding, dilation = both(stride), both(padding), both(dilation)
    output_padding = both(output_padding)
    images, channels, height, width = x.shape
    _, maps, rows, cols = weight.shape
    big = (
        (height - 1) * stride[0] + dilation[0] * (rows - 1) + 1 + output_padding[0],
        (width - 1) * stride[1] + dilation[1] * (cols - 1) + 1 + output_padding[1],
    )
    y = np.zeros((images, groups * maps, *big))
    for n, k, r, c in np.ndindex(x.shape):
        group = k // (channels // groups)
        for m, i, j in np.ndindex(maps, rows, cols):
            row, col = r * stride[0] + i * dilation[0], c * stride[1] + j * dilation[1]
            y[n, group * maps + m, row, col] += x[n, k, r, c] * weight[k, m, i, j]
    y = y[:, :, padding[0] : big[0] - padding[0], padding[1] : big[1] - padding[1]]
    if bias is not None:
        for m in range(groups * maps):
            y[:, m] += bias[m]
    return y
