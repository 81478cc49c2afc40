"""What a network learned, as pictures and as messages to the components that show it."""

from cnnviz.view.inside.figures import CARD, SHARP, best_images, figure_room, pixel_maps
from cnnviz.view.inside.film import Film, dream, film_of, film_room, filmed
from cnnviz.view.inside.occlusion import occlusion
from cnnviz.view.inside.pictures import (
    Pixels,
    barred,
    cut,
    enlarged,
    limit,
    numbers,
    outlined,
    overlaid,
    painted,
    picture,
)
from cnnviz.view.inside.scatter import MARKS, Laid, image, lay, scatter

__all__ = [
    "CARD", "MARKS", "SHARP", "Film", "Laid", "Pixels", "barred", "best_images", "cut", "dream",
    "enlarged", "figure_room", "film_of", "film_room", "filmed", "image", "lay", "limit", "numbers",
    "occlusion", "outlined", "overlaid", "painted", "picture", "pixel_maps", "scatter",
]  # fmt: skip
