"""What a network learned, as pictures and as messages to the components that show it."""

from cnnviz.view.inside.film import Film, dream, filmed
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
    "MARKS", "Film", "Laid", "Pixels", "barred", "cut", "dream", "enlarged", "filmed", "image",
    "lay", "limit", "numbers", "occlusion", "outlined", "overlaid", "painted", "picture", "scatter",
]  # fmt: skip
