"""What did it learn: seven ways to look inside a network, one at a time."""

from cnnviz.ui.inside.page import VIEWS, show_inside

__all__ = ["VIEWS", "show_inside"]
