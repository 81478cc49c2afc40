"""A picture is a table of numbers: point at any pixel and read them.

Red, green and blue are three matrices of one size. A magnifier shows their numbers, shrinking
the picture shows all of them.
"""

from cnnviz.ui.lesson import frame
from cnnviz.ui.pixels import page

PAGE = {"title": "Pixels", "icon": ":material/blur_on:"}

top = frame.begin_lesson(
    "pixels",
    "A picture is three tables of numbers, **matrices**: how much red, green and blue each pixel "
    "has, from 0 (none) to 255 (full).",
)

settings = page.choose_pixel_settings("pixels")
page.show_pixels("pixels", settings)

frame.end_lesson(
    "pixels",
    top,
    [
        "Shrink the picture to **32**, **16**, **8**: when do you no longer see what it is?",
        "Find the brightest pixel you can. What are its three numbers? And the darkest?",
        "Look for something red, and for something white. Which planes are bright there?",
        "Switch the planes to **grey**. Where does the blue one differ most from the red one?",
        "Choose **0 to 1**: networks like these numbers better. What became of 255?",
        "Bring a picture of your own. Are its three histograms alike?",
    ],
    publish=False,
)
