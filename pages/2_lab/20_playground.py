"""Every operation on any input: free play with all of them on one stage.

Choose, turn the knobs, edit any number, run it forwards and backwards.
"""

import streamlit as st

from cnnviz.ui.layers import convolution_panels, operation_stage, playground
from cnnviz.ui.lesson import frame
from cnnviz.ui.pickers import stage_input

PAGE = {"title": "Playground", "icon": ":material/toys:"}

top = frame.begin_lesson(
    "playground",
    "Every operation of the course, on any input. Choose one, turn its knobs, click any number "
    "to change it, and play it forwards or backwards.",
)

board, knobs = st.columns([3, 1], gap="medium")
with knobs:
    choose, read, weigh = st.tabs(["Operation", "Input", "Kernel"])
with choose:
    operation, settings = playground.choose_any_operation("playground")
with read:
    image = stage_input.pick_stage_input("playground")
with weigh:
    weight, bias = playground.choose_kernel("playground", operation, settings, image)

with board:
    work = operation_stage.play_operation(
        "playground", operation, settings, image, weight=weight, bias=bias
    )

convolution_panels.operation_code(work)

frame.end_lesson(
    "playground",
    top,
    [
        "Give the same input to **Max pooling** and **Min pooling**: what does each one look for?",
        "Find two operations that give the same answer on this input.",
        "Which operations let you change one input cell without changing the output?",
    ],
)
