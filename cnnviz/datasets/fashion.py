"""Fashion-MNIST, if installed: ``apt install dataset-fashion-mnist`` on Debian."""

from dataclasses import replace
from pathlib import Path

from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.idx import open_idx

FOLDER = Path("/usr/share/datasets/fashion-mnist")
FILES = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"
#: In the order of its README (Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747).
CLASSES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)


def has_fashion_mnist() -> bool:
    """Whether Debian's package is installed."""
    return all((FOLDER / name).is_file() for name in FILES)


def fashion_mnist() -> Dataset | None:
    """Load Fashion-MNIST's training images, if Debian's package is installed.

    Returns
    -------
    Dataset or None
        20,000 images of shape (1, 28, 28), 2,000 of each class, of the 60,000.

    Examples
    --------
    >>> data = fashion_mnist()
    >>> data is None or data.images.shape == (20000, 1, 28, 28)
    True
    """
    if not has_fashion_mnist():
        return None
    images, labels = (FOLDER / name for name in FILES)
    data = open_idx(images.read_bytes(), labels.read_bytes())
    return replace(data, name="Fashion-MNIST", classes=CLASSES)
