"""Slide a small window of weights over an image, and see every product of every stop.

The window stops, multiplies what it reads by its weights, adds up, writes one cell, moves on.
"""

import streamlit as st

from cnnviz.ui import filters, inputs, layer, lesson, story, workings

PAGE = {"title": "Convolution", "icon": ":material/grid_on:"}

top = lesson.begin(
    "convolution",
    "A :orange[**kernel**] is a small window of weights. At every stop it multiplies what it "
    "reads of the :blue[**input**] by its weights, adds up, and writes one cell of the output, "
    "the :green[**feature map**].",
)

board, knobs = st.columns([3, 1], gap="medium")
with knobs:
    read, weigh, walk = st.tabs(["Input", "Kernel", "Window"])
with read:
    image = inputs.pick("convolution")
with walk:
    operation, settings = workings.operation("convolution")
with weigh:
    chosen, bias = filters.pick("convolution")
    weight, biases = filters.bank(chosen, bias, len(image.values), settings["groups"], operation)

with board:
    work = layer.play("convolution", operation, settings, image, weight=weight, bias=biases)

story.keep("convolution", work.trace)
workings.sizes(work)
workings.code(work)

lesson.end(
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
