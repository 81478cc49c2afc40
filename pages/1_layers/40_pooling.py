"""Make a feature map smaller: one number stands for a whole window.

What was found matters more than where exactly it was found.
"""

import streamlit as st

from cnnviz.ui.layers import convolution_panels, operation_stage, pooling
from cnnviz.ui.lesson import chain, frame
from cnnviz.ui.pickers import stage_input

PAGE = {"title": "Pooling", "icon": ":material/grid_view:"}

top = frame.begin_lesson(
    "pooling",
    "Pooling slides a window like a convolution, but it has no weights. **Max pooling** keeps the "
    "strongest cell of each window, average pooling their mean.",
)

board, knobs = st.columns([3, 1], gap="medium")
with knobs:
    pooling.pooling_examples("pooling")
    image = stage_input.pick_stage_input("pooling", first=stage_input.STORY)
    operation, settings = operation_stage.choose_operation(
        "pooling", operation_stage.operations_of("pooling")
    )

with board:
    work = operation_stage.play_operation("pooling", operation, settings, image)

chain.keep_maps("pooling", work.trace)
pooling.pooling_sizes(work)
pooling.pooling_shift("pooling", work)
convolution_panels.operation_code(work)

frame.end_lesson(
    "pooling",
    top,
    [
        "Open **5x5 map, window 3**: nine patches, nine results. Say each before it appears.",
        "Choose **Average pooling**: which cells of the input can you change without any effect "
        "in max pooling, but not here?",
        "Switch on **Backward by hand**: which cells get the whole gradient, which get nothing?",
        "Move the picture by one pixel below: which map changes less, the one before pooling or "
        "the one after?",
    ],
)
