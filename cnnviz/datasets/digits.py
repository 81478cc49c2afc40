"""Handwritten digits of 8 x 8 pixels."""

from pathlib import Path

import numpy as np

from cnnviz.datasets.dataset import Dataset

FILE = Path(__file__).parents[2] / "assets" / "datasets" / "digits.npz"
#: Largest value of a pixel: the number of ink cells among 4 x 4 of the scan.
MOST = 16


def digits() -> Dataset:
    """Load the 1,797 digits of 8 x 8 pixels in scikit-learn [1]_.

    Written by 13 people; ink is 1, background 0.

    Returns
    -------
    Dataset
        Images of shape (1797, 1, 8, 8); ten classes, "0" to "9".

    References
    ----------
    .. [1] Alpaydin and Kaynak (1998), Optical Recognition of Handwritten Digits, the test set,
       https://archive.ics.uci.edu/dataset/80, CC BY 4.0.

    Examples
    --------
    >>> data = digits()
    >>> data.images.shape, data.labels[:4]
    ((1797, 1, 8, 8), array([0, 1, 2, 3]))
    """
    with np.load(FILE, allow_pickle=False) as arrays:
        images = arrays["images"][:, None].astype(np.float32) / MOST
        labels = arrays["labels"].astype(np.int64)
    return Dataset("Handwritten digits", images, labels, tuple("0123456789"))
