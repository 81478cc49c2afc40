"""How a scene travels to the browser; `cnnviz.message` says what a message is."""

from cnnviz.message import pack

__all__ = ["pack"]
