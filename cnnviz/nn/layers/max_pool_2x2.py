"""Fast 2x2 max pooling: the maximum of two rows, then of two columns.

`pooling.MaxPoolKernel` computes the same for any window. Two comparisons in turn touch fewer
cells than comparing all four, and rows come first because they are contiguous in memory. The
result of each comparison is kept, so that the backward pass is a product and a difference. Among
equal cells the first of the window, row by row, is the maximum, as in PyTorch.
"""

import numpy as np
from numpy.typing import NDArray

from cnnviz.nn.layers.layer import KernelBuffers, LayerKernel


class MaxPool2x2Kernel(LayerKernel):
    """Forward and backward pass of 2x2 max pooling: (H, C, W, N) to (H // 2, C, W // 2, N)."""

    def __init__(self, arrays: KernelBuffers) -> None:
        rows, channels, cols, batch = arrays.x.shape
        half = (rows // 2, channels, cols // 2, batch)
        super().__init__(arrays, half)
        self.above, self.below = by_rows(self.x)
        self.short = np.empty(self.above.shape, np.float32)
        self.left, self.right = by_columns(self.short)
        self.below_wins, self.right_wins = np.empty(self.short.shape, bool), np.empty(half, bool)
        self.left_below, self.right_below = by_columns(self.below_wins)
        self.equal, self.later = np.empty(half, bool), np.empty(half, bool)
        self.grad_short = np.zeros(self.short.shape, np.float32)
        self.grad_left, self.grad_right = by_columns(self.grad_short)
        if self.grad_x is not None:
            self.grad_above, self.grad_below = by_rows(self.grad_x)

    def forward(self) -> None:
        """Compare above and below, then left and right; among equals, the one above is first."""
        np.maximum(self.above, self.below, out=self.short)
        np.greater(self.below, self.above, out=self.below_wins)
        np.maximum(self.left, self.right, out=self.out)
        np.greater(self.right, self.left, out=self.right_wins)
        np.equal(self.right, self.left, out=self.equal)
        np.greater(self.left_below, self.right_below, out=self.later)
        np.logical_and(self.equal, self.later, out=self.later)
        np.logical_or(self.right_wins, self.later, out=self.right_wins)

    def backward(self) -> None:
        """Pass the gradient to the larger cell of each comparison, 0 to the other."""
        if self.grad_x is None:
            return
        np.multiply(self.grad, self.right_wins, out=self.grad_right)
        np.subtract(self.grad, self.grad_right, out=self.grad_left)
        np.multiply(self.grad_short, self.below_wins, out=self.grad_below)
        np.subtract(self.grad_short, self.grad_below, out=self.grad_above)


def by_rows(images: NDArray) -> tuple[NDArray, NDArray]:
    """View even and odd rows; a last odd row is left out."""
    rows = images.shape[0] // 2 * 2
    return images[0:rows:2], images[1:rows:2]


def by_columns(images: NDArray) -> tuple[NDArray, NDArray]:
    """View even and odd columns; a last odd column is left out."""
    cols = images.shape[2] // 2 * 2
    return images[:, :, 0:cols:2], images[:, :, 1:cols:2]
