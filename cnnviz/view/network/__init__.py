"""A whole network on screen: every map, how one came to be, how one value came to be."""

from cnnviz.view.network.code import FILE, NUMPY, TORCH, file, snippet
from cnnviz.view.network.message import Scene, unit, value, whole
from cnnviz.view.network.table import table

__all__ = [
    "FILE",
    "NUMPY",
    "TORCH",
    "Scene",
    "file",
    "snippet",
    "table",
    "unit",
    "value",
    "whole",
]
