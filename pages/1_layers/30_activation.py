"""Bend every number of a feature map: keep what is positive, silence the rest.

Without a bend between them, two convolutions in a row would be one convolution.
"""

import streamlit as st

from cnnviz.ui.layers import activation, convolution_panels, operation_stage
from cnnviz.ui.lesson import chain, frame
from cnnviz.ui.pickers import stage_input

PAGE = {"title": "Activation", "icon": ":material/show_chart:"}

top = frame.begin_lesson(
    "activation",
    "An activation works on one number at a time. **ReLU** keeps what is positive and turns the "
    "rest to 0: a kernel's answer *“not here”* becomes silence.",
)

board, knobs = st.columns([3, 1], gap="medium")
with knobs:
    image = stage_input.pick_stage_input("activation", first=stage_input.STORY)
    operation, settings = operation_stage.choose_operation(
        "activation", operation_stage.operations_of("activation"), label="Function"
    )
    activation.activation_formulas(operation, settings)

with board:
    work = operation_stage.play_operation("activation", operation, settings, image)

chain.keep_maps("activation", work.trace)
activation.dark_units(work)
activation.all_activations(work)
activation.activation_on_picture("activation", work)
convolution_panels.operation_code(work)

frame.end_lesson(
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
