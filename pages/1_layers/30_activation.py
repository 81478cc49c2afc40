"""Bend every number of a feature map: keep what is positive, silence the rest.

Without a bend between them, two convolutions in a row would be one convolution.
"""

import streamlit as st

from cnnviz.ui import activation, inputs, layer, lesson, story, workings

PAGE = {"title": "Activation", "icon": ":material/show_chart:"}

top = lesson.begin(
    "activation",
    "An activation works on one number at a time. **ReLU** keeps what is positive and turns the "
    "rest to 0: a kernel's answer *“not here”* becomes silence.",
)

board, knobs = st.columns([3, 1], gap="medium")
with knobs:
    image = inputs.pick("activation", first=inputs.STORY)
    operation, settings = layer.choose("activation", layer.family("activation"), label="Function")
    activation.bend(operation, settings)

with board:
    work = layer.play("activation", operation, settings, image)

story.keep("activation", work.trace)
activation.silent(work)
activation.side_by_side(work)
activation.whole("activation", work)
workings.code(work)

lesson.end(
    "activation",
    top,
    [
        "Play ReLU: which cells went dark, and what did the kernel say there?",
        "Choose **Leaky ReLU**: a little of every *no* gets through. Why could that help?",
        "Switch on **Backward by hand**: where does no gradient come back? Those units stop "
        "learning from this picture.",
        "Try **Sigmoid** far from 0: how steep is the curve there?",
    ],
)
