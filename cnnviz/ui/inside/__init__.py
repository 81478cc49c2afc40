"""What did it learn: seven ways to look inside a network, one at a time."""

from cnnviz.ui.inside.page import VIEWS, show

__all__ = ["VIEWS", "show"]
