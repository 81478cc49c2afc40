"""A tiny network learns while you watch: noise turns into edge detectors.

Play, pause, step, rewind, branch; change the learning rate while it runs; draw a digit.
"""

import streamlit as st

from cnnviz.ui.lesson import frame
from cnnviz.ui.training import (
    cross_validation,
    dataset_picker,
    export,
    hyperparameters,
    network_builder,
    session,
    training_step,
)

PAGE = {"title": "Training", "icon": ":material/model_training:"}

top = frame.begin_lesson(
    "training",
    "Press play. Every few images each weight moves a little: the :orange[**filters**] turn from "
    "noise into detectors.",
    anew=session.start_over,
)

board = st.container()
network, images, how, home = st.tabs(["Network", "Data", "Learning", "Take it home"])
question = st.container(key="training_question")
with images:
    chosen = dataset_picker.pick_dataset("training")
    dataset_picker.show_dataset(chosen)
with how:
    settings = {
        **session.control_settings("training"),
        **hyperparameters.choose_hyperparameters("training"),
    }
with network, st.container(horizontal=True, gap="medium"):
    listed, costs = st.container(width=464), st.container(width=560)
with listed:
    layers = network_builder.edit_network("training", chosen.images.shape[1:], len(chosen.classes))
with costs:
    spec = network_builder.show_network_plan(
        layers, settings, chosen.images.shape[1:], len(chosen.classes)
    )
with board:
    session.show_training("training", spec, chosen, question)
with how:
    cross_validation.show_cross_validation("training", spec, layers, chosen)
with home:
    export.show_export()

if spec:
    training_step.show_training_step("training", spec, chosen)

frame.end_lesson(
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
