"""One unit deep in a network sees only a part of the picture: stack layers and watch it grow.

Drag the unit: its view moves over the picture and over every map in between.
"""

import streamlit as st

from cnnviz.ui import lesson, receptive, stack

PAGE = {"title": "Receptive field", "icon": ":material/visibility:"}

top = lesson.begin(
    "receptive_field",
    "A unit reads a small window of the map before it, whose units read windows of the map before "
    "them. The part of the picture it sees in the end is its **receptive field**.",
)

stack.presets("receptive_field")
with st.container(horizontal=True, gap="medium"):
    sight, build = st.container(width=600), st.container(width=500)
with build:
    st.markdown("**The stack**: change a number, add a row.")
    wanted = stack.edit("receptive_field")
    shown = receptive.choose("receptive_field")
    layers, paths = receptive.settle("receptive_field", wanted, shown.shape[:2])
with sight:
    receptive.board("receptive_field", layers, paths, shown)
receptive.numbers(layers, paths)
receptive.why(layers, paths)

lesson.end(
    "receptive_field",
    top,
    [
        "**Three 3 × 3** and **one 7 × 7** see the same. Which needs fewer weights?",
        "Put a pooling in front, then at the end: where does it widen the view more?",
        "Choose **Dilated** and give all three layers dilation 2: which pixels are never read?",
        "Drag the unit into a corner of the **VGG-like** stack. How much of its view is real?",
        "Stack ten 3 × 3 convolutions. Does the unit use all that it sees?",
    ],
    publish=False,
)
