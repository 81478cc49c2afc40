"""The fast way to max-pool by two: neighbours in a row compete, then the winners of two rows.

`pooling.Largest` says what is computed, for any window. Two rounds of one comparison touch fewer
cells, and what each round decided is kept, so that the way back is a product and a difference.
The one on the left and the one above win a tie: the first of the window, as in PyTorch.
"""

import numpy as np

from cnnviz.nn.layers.layer import Floats, Place, Station


class Halving(Station):
    """Max pooling 2x2 at work: reads (H, C, W, N), writes (H // 2, C, W // 2, N)."""

    def __init__(self, place: Place) -> None:
        rows, channels, cols, batch = place.x.shape
        half = (rows // 2, channels, cols // 2, batch)
        super().__init__(place, half)
        self.left, self.right = by_columns(self.x)
        self.narrow = np.empty((2 * half[0], *half[1:]), np.float32)
        self.right_wins = np.empty(self.narrow.shape, bool)
        self.below_wins = np.empty(half, bool)
        self.grad_narrow = np.empty_like(self.narrow)
        if self.grad_x is not None:
            self.grad_left, self.grad_right = by_columns(self.grad_x)

    def forward(self) -> None:
        """Compare left and right, then above and below."""
        np.maximum(self.left, self.right, out=self.narrow)
        np.greater(self.right, self.left, out=self.right_wins)
        above, below = self.narrow[0::2], self.narrow[1::2]
        np.maximum(above, below, out=self.out)
        np.greater(below, above, out=self.below_wins)

    def backward(self) -> None:
        """Hand what arrives to the winner of each round, and what is left of it to the loser."""
        if self.grad_x is None:
            return
        above, below = self.grad_narrow[0::2], self.grad_narrow[1::2]
        np.multiply(self.grad, self.below_wins, out=below)
        np.subtract(self.grad, below, out=above)
        np.multiply(self.grad_narrow, self.right_wins, out=self.grad_right)
        np.subtract(self.grad_narrow, self.grad_right, out=self.grad_left)


def by_columns(images: Floats) -> tuple[Floats, Floats]:
    """View even and odd columns; a last odd row or column is left out."""
    rows, cols = images.shape[0] // 2 * 2, images.shape[2] // 2 * 2
    return images[:rows, :, 0:cols:2], images[:rows, :, 1:cols:2]
