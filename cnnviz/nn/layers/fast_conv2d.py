"""Fast convolution of a batch: one matrix product a layer, over stacked rows.

`cnnviz.ops.conv2d` defines what is computed. Here every row of the images is stored KW times, each
copy moved one more cell to the left, with a row of ones below for the bias::

    row   a b c d        stack, KW = 2   a b c
                                         b c d
                                         1 1 1

KH such stacks, one below the other, hold every window of a row of the output as a column, so
``weights @ stacks`` is the output for the whole row, all channels and the whole batch. Stacks of
neighbouring output rows overlap in memory, and NumPy can view them all without copying (unless
the window's rows are spread by dilation). In the backward pass the gradients of the copies are
added, and the same product runs over rows of the gradient, with the kernel flipped vertically.
`bench/training.py` measures the speed-up.
"""

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from cnnviz.geometry import Walk, span
from cnnviz.nn.layers.layer import Floats, KernelBuffers, LayerKernel

#: Products of up to so many multiplications use OpenBLAS's faster path (bench/training.py).
SMALL = 1_000_000


class FastConv2dKernel(LayerKernel):
    """Forward and backward pass of a convolution: reads (H, C, W, N), writes (OH, F, OW, N)."""

    def __init__(self, arrays: KernelBuffers, filters: int, path: Walk) -> None:
        rows, channels, cols, batch = arrays.x.shape
        (high, wide), (out_rows, out_cols) = path.window, path.output
        super().__init__(arrays, (out_rows, filters, out_cols, batch))
        self.weight, self.bias = arrays.parameters["weight"], arrays.parameters["bias"]
        self.grad_weight, self.grad_bias = arrays.gradients["weight"], arrays.gradients["bias"]

        (top, bottom), deep = path.padding[0], wide * channels + 1
        self.stack = np.zeros((top + rows + bottom, deep, out_cols, batch), np.float32)
        self.stack[:, -1] = 1
        self.windows = window_rows(self.stack, high, path.stride[0], path.dilation[0])
        copies = split_copies(self.stack[top : top + rows, :-1], wide, channels)
        if any(path.padding[1]):
            self.copied = [
                (copies[:, j, :, stops], self.x[:, :, c]) for j, stops, c in column_stops(path)
            ]
        else:
            moved = window_rows(self.x.swapaxes(0, 2), wide, path.stride[1], path.dilation[1])
            self.copied = [(copies, moved.transpose(3, 1, 2, 0, 4))]

        self.packed = PackedWeights(filters, high, wide, channels)
        self.total = PackedWeights(filters, high, wide, channels)
        self.pieces = count_chunks(filters * high * deep, out_cols * batch)
        self.partial = np.empty((out_rows, self.pieces, high * deep, filters), np.float32)
        if self.grad_x is not None:
            self._prepare_backward(self.grad_x, path)
        self.products = as_matrices(self.out[:, None], self.pieces)
        self.grad_matrices = as_matrices(self.grad[:, None], self.pieces)

    def forward(self) -> None:
        """Stack the rows, then multiply."""
        for copy, cells in self.copied:
            np.copyto(copy, cells)
        np.copyto(self.packed.weight, self.weight)
        np.copyto(self.packed.bias, self.bias)
        self.columns = as_matrices(self.windows, self.pieces)
        np.matmul(self.packed.matrix, self.columns, out=self.products)

    def backward(self) -> None:
        """Compute the gradients of weight and bias, and that of the input if it is wanted."""
        np.matmul(self.columns, self.grad_matrices.swapaxes(2, 3), out=self.partial)
        np.add.reduce(self.partial, axis=(0, 1), out=self.total.matrix.T)
        np.copyto(self.grad_weight, self.total.weight)
        np.copyto(self.grad_bias, self.total.bias)
        if self.grad_x is not None:
            np.copyto(self.turned, self.weight[:, :, ::-1].transpose(3, 1, 2, 0))
            np.matmul(
                self.turned_matrix,
                as_matrices(self.grad_windows, self.back_pieces),
                out=self.back_products,
            )
            self.grad_x.fill(0)
            for cells, copy in self.added:
                np.add(cells, copy, out=cells)

    def _prepare_backward(self, grad_x: Floats, path: Walk) -> None:
        """Allocate the gradient with rows of zeros around and between its own, for the windows."""
        (rows, channels, _, batch), (high, wide) = grad_x.shape, path.window
        (top, bottom), step, reach = path.padding[0], path.stride[0], span(high, path.dilation[0])
        out_rows, filters, out_cols, _ = self.out.shape
        spread = np.zeros((top + rows + max(bottom, reach), *self.out.shape[1:]), np.float32)
        self.grad = spread[reach - 1 :: step][:out_rows]
        self.grad_windows = window_rows(spread[top:], high, 1, path.dilation[0])[:rows]
        self.turned = np.empty((wide, channels, high, filters), np.float32)
        self.turned_matrix = self.turned.reshape(wide * channels, high * filters)
        back = np.empty((rows, wide * channels, out_cols, batch), np.float32)
        self.back_pieces = count_chunks(self.turned.size, out_cols * batch)
        self.back_products, copies = (
            as_matrices(back[:, None], self.back_pieces),
            split_copies(back, wide, channels),
        )
        self.added = [
            (grad_x[:, :, c], copies[:, j, :, stops]) for j, stops, c in column_stops(path)
        ]


class PackedWeights:
    """Weights and biases as one matrix (F, KH * (KW*C + 1)), and as PyTorch orders them."""

    def __init__(self, filters: int, high: int, wide: int, channels: int) -> None:
        packed = np.zeros((filters, high, wide * channels + 1), np.float32)
        self.matrix = packed.reshape(filters, -1)
        weight = split_copies(packed[:, :, :-1], wide, channels, axis=2)
        self.weight = weight.transpose(0, 3, 1, 2)  # (F, C, KH, KW)
        self.bias = packed[:, 0, -1]  # the other rows of ones have weight 0


def window_rows(rows: Floats, high: int, step: int, dilation: int) -> Floats:
    """View the `high` rows under each position of a window: (stops, high, ...), without copying."""
    views = sliding_window_view(rows, span(high, dilation), axis=0)[::step, ..., ::dilation]
    return np.moveaxis(views, -1, 1)


def as_matrices(rows: Floats, parts: int) -> Floats:
    """Reshape (stops, rows, deep, OW, N) to matrices whose columns are windows.

    The columns are split into `parts`: (stops, parts, rows * deep, OW * N / parts).
    """
    stops, high, deep, cols, batch = rows.shape
    return rows.reshape(stops, high * deep, parts, cols * batch // parts).swapaxes(1, 2)


def count_chunks(weights: int, columns: int) -> int:
    """Return how many equal parts to split columns into, so that each product stays small.

    >>> count_chunks(30, 1200), count_chunks(3280, 512)
    (1, 2)
    """
    parts = (n for n in range(1, columns) if columns % n == 0 and weights * columns <= n * SMALL)
    return next(parts, columns)


def split_copies(rows: NDArray, wide: int, channels: int, axis: int = 1) -> NDArray:
    """Return a view where an axis KW * C is split into KW, C."""
    shape = (*rows.shape[:axis], wide, channels, *rows.shape[axis + 1 :])
    return rows.reshape(shape, copy=False)


def column_stops(path: Walk) -> Iterator[tuple[int, slice, slice]]:
    """For every column of the window, yield the positions on the image, and the cells there.

    >>> from cnnviz.geometry import walk
    >>> [(stops, cells) for _, stops, cells in column_stops(walk((1, 4), (1, 2), padding=(0, 1)))]
    [(slice(1, 5, None), slice(0, 4, 1)), (slice(0, 4, None), slice(0, 4, 1))]
    """
    step, dilation, left = path.stride[1], path.dilation[1], path.padding[1][0]
    for j in range(path.window[1]):
        cells = np.arange(path.output[1]) * step + j * dilation - left
        real = np.flatnonzero((cells >= 0) & (cells < path.size[1]))
        if len(real):
            first, last = int(real[0]), int(real[-1])
            reads = slice(int(cells[first]), int(cells[last]) + 1, step)
            yield j, slice(first, last + 1), reads
