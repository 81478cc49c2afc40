"""A whole network on screen: every map, how one came to be, how one value came to be."""

from cnnviz.view.network.code import file, snippet
from cnnviz.view.network.dialects import FILE, NUMPY, TORCH
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
