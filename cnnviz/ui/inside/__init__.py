"""The page of seven views of what a trained network has learned."""

from cnnviz.ui.inside.page import VIEWS, show_inside

__all__ = ["VIEWS", "show_inside"]
