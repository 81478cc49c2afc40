"""Make a feature map smaller: one number stands for a whole window.

What was found matters more than where exactly it was found.
"""

import streamlit as st

from cnnviz.ui import inputs, layer, lesson, pooling, story, workings

PAGE = {"title": "Pooling", "icon": ":material/grid_view:"}

top = lesson.begin(
    "pooling",
    "Pooling slides a window like a convolution, but it has no weights. **Max pooling** keeps the "
    "strongest cell of each window, average pooling their mean.",
)

board, knobs = st.columns([3, 1], gap="medium")
with knobs:
    pooling.examples("pooling")
    image = inputs.pick("pooling", first=inputs.STORY)
    operation, settings = layer.choose("pooling", layer.family("pooling"))

with board:
    work = layer.play("pooling", operation, settings, image)

story.keep("pooling", work.trace)
pooling.sizes(work)
pooling.moving("pooling", work)
workings.code(work)

lesson.end(
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
