"""Every operation on any input: free play with all of them on one stage.

Choose, turn the knobs, edit any number, run it forwards and backwards.
"""

import streamlit as st

from cnnviz.ui import inputs, layer, lesson, playground, workings

PAGE = {"title": "Playground", "icon": ":material/toys:"}

top = lesson.begin(
    "playground",
    "Every operation of the course, on any input. Choose one, turn its knobs, click any number "
    "to change it, and play it forwards or backwards.",
)

board, knobs = st.columns([3, 1], gap="medium")
with knobs:
    choose, read, weigh = st.tabs(["Operation", "Input", "Kernel"])
with choose:
    operation, settings = playground.choose("playground")
with read:
    image = inputs.pick("playground")
with weigh:
    weight, bias = playground.kernel("playground", operation, settings, image)

with board:
    work = layer.play("playground", operation, settings, image, weight=weight, bias=bias)

workings.code(work)

lesson.end(
    "playground",
    top,
    [
        "Give the same input to **Max pooling** and **Min pooling**: what does each one look for?",
        "Find two operations that give the same answer on this input.",
        "Which operations let you change one input cell without changing the output?",
    ],
)
