"""Controls for the hyperparameters that are fixed when training starts."""

from typing import Any

import streamlit as st

from cnnviz.training.spec import Spec
from cnnviz.ui.widgets import controls

LOSSES = {"Cross-entropy": "cross_entropy", "Total error": "total_error", "Hinge": "hinge"}
SCHEDULES = {"Constant": "constant", "Steps": "step", "Cosine": "cosine"}
STARTS = {"He": "he", "Glorot": "glorot"}

SEED = (
    "Where chance begins: it draws the first weights, the order of the images, and what dropout "
    "leaves out. The same seed gives the same run again; another one shows what was only luck."
)
MOMENTUM = (
    "How much of the step before is added to the next, by the optimisers Momentum and Nesterov."
)
ABOVE = (
    "The **learning rate**, the **batch size** and the **optimiser** are in the bar above the "
    "curves: they can be changed while it learns. What is here, a run begins with."
)
DECAY = "Every step also pulls each weight a little towards 0, so that none grows without need."


def choose_hyperparameters(page: str) -> dict[str, Any]:
    """Let the reader choose; return them as arguments of `Spec`."""
    st.caption(ABOVE)
    return {
        "loss": _choose(page, "loss", "Error", LOSSES, "What is made smaller."),
        "momentum": controls.choice(
            f"{page}_momentum", "Momentum", (0.5, 0.9, 0.99), 0.9, help=MOMENTUM
        ),
        "weight_decay": controls.choice(
            f"{page}_decay", "Weight decay", (0.0, 0.0001, 0.001, 0.01), 0.0, help=DECAY
        ),
        "schedule": _choose(
            page, "schedule", "Schedule", SCHEDULES, "How the learning rate changes with time."
        ),
        "init": _choose(page, "init", "First weights", STARTS, "From which bell they are drawn."),
        "validation": controls.choice(
            f"{page}_held", "Held back", (0.1, 0.2, 0.3), 0.2, help="Images it never learns from."
        ),
        "seed": controls.number(f"{page}_seed", "Seed", 0, 20, Spec.seed, help=SEED),
    }


def _choose(page: str, name: str, label: str, options: dict[str, str], help: str) -> str:
    """Choose by title; return the option's value."""
    titles = tuple(options)
    return options[controls.choice(f"{page}_{name}", label, titles, titles[0], help=help)]
