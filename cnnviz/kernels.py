"""Kernels everybody should have met: what each one shows, and who it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

SMOOTH = np.array([1, 2, 1])
EDGE = np.array([-1, 0, 1])
LEVEL = np.ones(3)
POINT = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
BINOMIAL = {3: SMOOTH / 4, 5: np.array([1, 4, 6, 4, 1]) / 16}
BINOMIAL[7] = np.convolve(BINOMIAL[5], BINOMIAL[3])

PREWITT = np.outer(LEVEL, EDGE)
SOBEL = np.outer(SMOOTH, EDGE)
SCHARR = np.outer([3, 10, 3], EDGE)
ROBERTS = np.array([[1, 0], [0, -1]])
CURVE = np.array([1, -2, 1])  # the second difference
LAPLACIAN = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
SURROUND = 9 * POINT - np.outer(LEVEL, LEVEL)
LINE = np.outer(-CURVE, LEVEL)

SOBEL_1968 = "Sobel and Feldman (1968), A 3x3 isotropic gradient operator"
PREWITT_1970 = "Prewitt (1970), Object enhancement and extraction"
SCHARR_2000 = "Scharr (2000), Optimale Operatoren in der digitalen Bildverarbeitung"
ROBERTS_1963 = "Roberts (1963), Machine perception of three-dimensional solids"
MARR_1980 = "Marr and Hildreth (1980), Theory of edge detection"
BURT_1981 = "Burt (1981), Fast filter transforms for image processing"
GABOR_1985 = "Daugman (1985), Uncertainty relation for two-dimensional visual filters"
GONZALEZ = "Gonzalez and Woods, Digital Image Processing"
WIKIPEDIA = "Wikipedia, Kernel (image processing)"
UFLDL = "Stanford UFLDL tutorial, Feature extraction using convolution"
