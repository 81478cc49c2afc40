"""One unit deep in a network sees only a part of the picture: stack layers and watch it grow.

Drag the unit: its view moves over the picture and over every map in between.
"""

import streamlit as st

from cnnviz.ui.lesson import frame
from cnnviz.ui.receptive_field import layer_list, page

PAGE = {"title": "Receptive field", "icon": ":material/visibility:"}

top = frame.begin_lesson(
    "receptive_field",
    "A unit reads a small window of the map before it, whose units read windows of the map before "
    "them. The part of the picture it sees in the end is its **receptive field**.",
)

layer_list.offer_presets("receptive_field")
with st.container(horizontal=True, gap="medium"):
    sight, build = st.container(width=600), st.container(width=500)
with build:
    st.markdown("**The stack**: change a number, add a row.")
    wanted = layer_list.edit_stack("receptive_field")
    shown = page.choose_picture("receptive_field")
    layers, paths = page.settle_stack("receptive_field", wanted, shown.shape[:2])
with sight:
    page.show_views("receptive_field", layers, paths, shown)
page.show_stack_numbers(layers, paths)
page.explain_growth(layers, paths)

frame.end_lesson(
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
