"""A tiny network learns while you watch: noise turns into edge detectors.

Play, pause, step, rewind, branch; change the learning rate while it runs; draw a digit.
"""

import streamlit as st

from cnnviz.ui import lesson
from cnnviz.ui.training import build, choosing, course, data, export, five, learning

PAGE = {"title": "Training", "icon": ":material/model_training:"}

top = lesson.begin(
    "training",
    "Press play. Every few images each weight moves a little: the :orange[**filters**] turn from "
    "noise into detectors.",
    anew=course.start_over,
)

board = st.container()
network, images, how, home = st.tabs(["Network", "Data", "Learning", "Take it home"])
question = st.container(key="training_question")
with images:
    chosen = data.pick("training")
    data.show(chosen)
with how:
    settings = {**course.settings("training"), **learning.settings("training")}
with network, st.container(horizontal=True, gap="medium"):
    listed, costs = st.container(width=464), st.container(width=560)
with listed:
    layers = build.edit("training", chosen.images.shape[1:], len(chosen.classes))
with costs:
    spec = build.show(layers, settings, chosen.images.shape[1:], len(chosen.classes))
with board:
    course.show("training", spec, chosen, question)
with how:
    choosing.show("training", spec, layers, chosen)
with home:
    export.show()

if spec:
    five.show("training", spec, chosen)

lesson.end(
    "training",
    top,
    [
        "Press **one step** a few times: which filter moves most?",
        "Set the learning rate ten times higher while it runs. What does the loss do?",
        "Put **Sobel x** into a filter and lock it: does the network still learn?",
        "Go back to an early moment, branch, and try another optimiser: which run wins?",
        "Draw a 7, then a 1, then something between: when does it change its mind?",
    ],
)
