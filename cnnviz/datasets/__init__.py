"""Labelled image data sets: digits, drawn shapes, Fashion-MNIST and uploads."""

from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.digits import digits
from cnnviz.datasets.fashion import fashion_mnist, has_fashion_mnist
from cnnviz.datasets.folders import open_zip
from cnnviz.datasets.idx import open_idx
from cnnviz.datasets.limits import DataError
from cnnviz.datasets.npz import open_npz
from cnnviz.datasets.shapes import shapes
from cnnviz.datasets.upload import open_upload

__all__ = [
    "DataError",
    "Dataset",
    "digits",
    "fashion_mnist",
    "has_fashion_mnist",
    "open_idx",
    "open_npz",
    "open_upload",
    "open_zip",
    "shapes",
]
