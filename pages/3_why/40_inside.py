"""Look inside a trained network: its filters, what excites it, where it looked, what it mixes up.

Nobody told it what to look for. Seven ways to see what it found out by itself.
"""

from cnnviz.ui import inside
from cnnviz.ui.lesson import frame

PAGE = {"title": "What did it learn", "icon": ":material/visibility:"}

top = frame.begin_lesson(
    "inside",
    "Nobody told the network what to look for. Here are seven ways to see what it found out.",
)

view = inside.show_inside("inside")

frame.end_lesson("inside", top, view.ideas)
