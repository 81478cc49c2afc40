"""Visualizations of what a network learned, as images and as component messages."""

from cnnviz.view.inside.figures import CARD, SHARP, figure_room, saliency_frame, top_images_frame
from cnnviz.view.inside.film import Film, dream_frame, film_maximisation, film_room, film_states
from cnnviz.view.inside.occlusion import occlusion_frame
from cnnviz.view.inside.pictures import (
    Pixels,
    add_bar,
    cut_patch,
    enlarge_pixels,
    largest_size,
    numbers_table,
    outline_patch,
    overlay_map,
    paint_signed,
    to_pixels,
)
from cnnviz.view.inside.scatter import (
    MARKS,
    PlaneState,
    image_message,
    project_images,
    scatter_message,
)

__all__ = [
    "CARD", "MARKS", "SHARP", "Film", "Pixels", "PlaneState", "add_bar", "cut_patch",
    "dream_frame", "enlarge_pixels", "figure_room", "film_maximisation", "film_room",
    "film_states", "image_message", "largest_size", "numbers_table", "occlusion_frame",
    "outline_patch", "overlay_map", "paint_signed", "project_images", "saliency_frame",
    "scatter_message", "to_pixels", "top_images_frame",
]  # fmt: skip
