"""Preset kernels, each with what it shows and where it comes from."""

import numpy as np

from cnnviz.kernels.kernel import Kernel, gabor, gaussian, resized

EDGE, SMOOTH, LEVEL = np.array([-1, 0, 1]), np.array([1, 2, 1]), np.ones(3)
POINT = np.outer([0, 1, 0], [0, 1, 0])
NINE = np.outer(LEVEL, LEVEL)
DIAGONAL = np.eye(3)
SECOND = np.convolve([1, -1], [1, -1])  # difference of differences: 1, -2, 1

PREWITT = np.outer(LEVEL, EDGE)
SOBEL = np.outer(SMOOTH, EDGE)
SCHARR = np.outer([3, 10, 3], EDGE)
ROBERTS = np.array([[1, 0], [0, -1]])
LAPLACIAN = np.outer(SECOND, [0, 1, 0]) + np.outer([0, 1, 0], SECOND)
AROUND = 9 * POINT - NINE
LINE = np.outer(-SECOND, LEVEL)
MEXICAN_HAT = np.array(
    [
        [0, 0, -1, 0, 0],
        [0, -1, -2, -1, 0],
        [-1, -2, 16, -2, -1],
        [0, -1, -2, -1, 0],
        [0, 0, -1, 0, 0],
    ]
)

WIKIPEDIA = "Wikipedia, Kernel (image processing)"
GONZALEZ = "Gonzalez and Woods, Digital Image Processing"
UFLDL = "Stanford UFLDL tutorial, Feature extraction using convolution"
ROBERTS_1963 = "Roberts (1963), Machine perception of three-dimensional solids"
SOBEL_1968 = "Sobel and Feldman (1968), A 3x3 isotropic gradient operator"
PREWITT_1970 = "Prewitt (1970), Object enhancement and extraction"
MARR_1980 = "Marr and Hildreth (1980), Theory of edge detection"
BURT_1983 = "Burt and Adelson (1983), The Laplacian pyramid as a compact image code"
DAUGMAN_1985 = "Daugman (1985), Uncertainty relation for visual cortical filters"
SCHARR_2000 = "Scharr (2000), Optimale Operatoren in der digitalen Bildverarbeitung"
POWELL_2015 = "Powell (2015), Image kernels explained visually"

# Two lines a kernel read better than the formatter's six.
# fmt: off
PRESETS = (
    Kernel("Identity", POINT, source=WIKIPEDIA,
           shows="Changes nothing: every pixel looks only at itself."),
    Kernel("Classic X", DIAGONAL + DIAGONAL[::-1] - POINT, source=UFLDL,
           shows="Adds up the five cells of an X: many people's first convolution."),
    Kernel("Edge detection", AROUND, source=WIKIPEDIA,
           shows="Outlines: lights up where a pixel differs from its eight neighbours."),
    Kernel("Edge detection cross", -LAPLACIAN, source=WIKIPEDIA,
           shows="Finer outlines: compares a pixel with the four that share a side with it."),
    Kernel("Edge detection corners", np.outer(EDGE, EDGE), source=WIKIPEDIA,
           shows="Answers at corners and slanted edges, not at vertical or horizontal ones."),
    Kernel("Sobel x", SOBEL, source=SOBEL_1968,
           shows="Vertical edges: positive where the picture gets brighter to the right."),
    Kernel("Sobel y", SOBEL.T, source=SOBEL_1968,
           shows="Horizontal edges: positive where the picture gets brighter downwards."),
    Kernel("Prewitt x", PREWITT, source=PREWITT_1970,
           shows="Vertical edges, all three rows counting the same."),
    Kernel("Prewitt y", PREWITT.T, source=PREWITT_1970,
           shows="Horizontal edges, all three columns counting the same."),
    Kernel("Scharr x", SCHARR, source=SCHARR_2000,
           shows="Vertical edges, weighted so that a turned edge answers almost as strongly."),
    Kernel("Scharr y", SCHARR.T, source=SCHARR_2000,
           shows="Horizontal edges, weighted so that a turned edge answers almost as strongly."),
    Kernel("Roberts falling", ROBERTS, source=ROBERTS_1963,
           shows="A pixel minus its neighbour below on the right: the smallest edge detector."),
    Kernel("Roberts rising", ROBERTS[:, ::-1], source=ROBERTS_1963,
           shows="A pixel minus its neighbour below on the left: the other small edge detector."),
    Kernel("Laplacian", LAPLACIAN, source=GONZALEZ,
           shows="How far a pixel lies below its neighbours: changes sign at every edge."),
    Kernel("Laplacian of Gaussian", MEXICAN_HAT, source=MARR_1980,
           shows="Blurs, then finds edges, so that noise counts less: spots and outlines."),
    Kernel("Line horizontal", LINE, source=GONZALEZ,
           shows="Thin horizontal lines, one pixel high and brighter than their ground."),
    Kernel("Line vertical", LINE.T, source=GONZALEZ,
           shows="Thin vertical lines, one pixel wide and brighter than their ground."),
    Kernel("Line falling", 3 * DIAGONAL - NINE, source=GONZALEZ,
           shows="Thin bright lines that fall to the right."),
    Kernel("Line rising", 3 * DIAGONAL[::-1] - NINE, source=GONZALEZ,
           shows="Thin bright lines that rise to the right."),
    Kernel("Gabor", gabor(7, wavelength=4), source=DAUGMAN_1985,
           shows="Vertical stripes four pixels apart: much like a cell of the visual cortex."),
    Kernel("Sharpen", POINT - LAPLACIAN, source=WIKIPEDIA,
           shows="Pushes every pixel away from its neighbours: edges stand out."),
    Kernel("Unsharp mask", 2 * resized(POINT, 5, 5) - gaussian(5), source=WIKIPEDIA,
           shows="Adds what a blur would take away: a gentler way to sharpen."),
    Kernel("Emboss", POINT + PREWITT + PREWITT.T, source=POWELL_2015,
           shows="Lights the picture from the upper left, so that it looks pressed in metal."),
    Kernel("Box blur 3x3", NINE / 9, source=WIKIPEDIA, shows="The plain mean of nine pixels."),
    Kernel("Box blur 5x5", np.ones((5, 5)) / 25, source=WIKIPEDIA,
           shows="The plain mean of twenty-five pixels: softer, and a little blocky."),
    Kernel("Gaussian blur 3x3", gaussian(3), source=WIKIPEDIA,
           shows="A mean that trusts near pixels most: a soft blur."),
    Kernel("Gaussian blur 5x5", gaussian(5), source=BURT_1983,
           shows="The same bell, wider: fine detail goes."),
    Kernel("Gaussian blur 7x7", gaussian(7), source=BURT_1983,
           shows="Wider still: only large shapes stay."),
    Kernel("Motion blur horizontal", resized(np.ones((1, 7)) / 7, 7, 7), source=GONZALEZ,
           shows="Seven pixels of one row are averaged, as if the camera moved sideways."),
    Kernel("Motion blur diagonal", np.eye(5) / 5, source=GONZALEZ,
           shows="Five pixels of a diagonal are averaged, as if the camera moved down and right."),
    Kernel("Shift right", np.roll(POINT, -1, axis=1), source=GONZALEZ,
           shows="Moves the picture one pixel to the right: each pixel copies its left neighbour."),
    Kernel("Shift down", np.roll(POINT, -1, axis=0), source=GONZALEZ,
           shows="Moves the picture one pixel down: each pixel copies the one above it."),
)
# fmt: on


def named(name: str) -> Kernel:
    """Return a preset by name.

    Raises
    ------
    KeyError
        When there is none; the message names some that exist.

    Examples
    --------
    >>> named("Sobel x").weights
    array([[-1.,  0.,  1.],
           [-2.,  0.,  2.],
           [-1.,  0.,  1.]])
    """
    for preset in PRESETS:
        if preset.name == name:
            return preset
    raise KeyError(f"no kernel is called {name!r}; there are Identity, Sobel x, Sharpen and more")
