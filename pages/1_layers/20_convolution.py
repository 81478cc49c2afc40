"""Slide a small window of weights over an image, and see every product of every stop.

The window stops, multiplies what it reads by its weights, adds up, writes one cell, moves on.
"""

import streamlit as st

from cnnviz.ui.layers import convolution_panels, operation_stage
from cnnviz.ui.lesson import chain, frame
from cnnviz.ui.pickers import filter_bank, stage_input

PAGE = {"title": "Convolution", "icon": ":material/grid_on:"}

top = frame.begin_lesson(
    "convolution",
    "A :orange[**kernel**] is a small window of weights. At every stop it multiplies what it "
    "reads of the :blue[**input**] by its weights, adds up, and writes one cell of the output, "
    "the :green[**feature map**].",
)

board, knobs = st.columns([3, 1], gap="medium")
with knobs:
    read, weigh, walk = st.tabs(["Input", "Kernel", "Window"])
with read:
    image = stage_input.pick_stage_input("convolution")
with walk:
    operation, settings = convolution_panels.choose_convolution("convolution")
with weigh:
    chosen, bias = filter_bank.pick_filters("convolution")
    weight, biases = filter_bank.stack_kernels(
        chosen, bias, len(image.values), settings["groups"], operation
    )

with board:
    work = operation_stage.play_operation(
        "convolution", operation, settings, image, weight=weight, bias=biases
    )

chain.keep_maps("convolution", work.trace)
convolution_panels.convolution_sizes(work)
convolution_panels.operation_code(work)

frame.end_lesson(
    "convolution",
    top,
    [
        "Play, stop at any cell, and work out the sum before you look at it.",
        "Click a weight, type 0, and see which products disappear.",
        "Choose **Vertical edge** and the kernel **Sobel x**: where is the answer not zero?",
        "Set the padding to **same**: where do the extra cells come from?",
        "Stride 2 halves the output. Which cells of the input are read less often?",
    ],
)
