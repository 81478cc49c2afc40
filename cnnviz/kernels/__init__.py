"""Kernels: presets by name, and how to scale or resize the weights of one."""

from cnnviz.kernels.kernel import Kernel, normalise, resized
from cnnviz.kernels.presets import PRESETS, named

__all__ = ["PRESETS", "Kernel", "named", "normalise", "resized"]
