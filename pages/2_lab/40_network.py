"""One picture through a trained network: every map, and any value followed back to the pixels.

Choose a network and a picture, or draw one; click a map, then a cell, then what it was made of.
"""

from cnnviz.ui.lesson import frame
from cnnviz.ui.network import page

PAGE = {"title": "Network", "icon": ":material/hub:"}

top = frame.begin_lesson(
    "network",
    "Click a **feature map** to see how it was made, then a cell to see its sum, then a number "
    "in that sum: so you walk back to the :blue[**pixels**].",
)

page.show_network("network")

frame.end_lesson(
    "network",
    top,
    [
        "Choose another class: which maps change most, and which hardly at all?",
        "Find a map of the first layer that shows edges. What does its kernel look like?",
        "Follow the largest number of the last layer back to the pixels: what did it see?",
        "Draw a 1, then make it a 7 with one stroke: which number changes its mind?",
        "Train a network on the page Training, come back and choose **Trained here**.",
    ],
    publish=False,
)
