"""One network in training: what it does with a slice of time, and what a frame of it holds."""

from cnnviz.training.spec import Spec

__all__ = ["Spec"]
