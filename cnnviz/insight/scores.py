"""What all methods share: a class as an aim, its score, and the gradient of that score."""

from numpy.typing import ArrayLike

#: A class, counted from 0; or how much each of the K scores counts, an array of shape (K,).
Target = int | ArrayLike
