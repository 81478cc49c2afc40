"""A training session without processes: the engine, its commands, its frames of data."""

from cnnviz.training.spec import Spec

__all__ = ["Spec"]
