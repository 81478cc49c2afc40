"""One training step on one image, explained in five parts with its numbers."""

import numpy as np
import streamlit as st

from cnnviz.datasets import Dataset
from cnnviz.geometry import ShapeError
from cnnviz.images import encode_png
from cnnviz.lessons.training_step import TrainingStep, single_training_step
from cnnviz.nn.loss import LossName
from cnnviz.text import format_number
from cnnviz.training.spec import Spec
from cnnviz.ui.widgets import controls
from cnnviz.view import formula, tables
from cnnviz.view.mosaic import mosaic

LOSSES: dict[str, LossName] = {
    "Total error": "total_error",
    "Cross-entropy": "cross_entropy",
    "Hinge": "hinge",
}
RATES = (0.01, 0.1, 0.5, 1.0)


def show_training_step(page: str, spec: Spec, data: Dataset) -> None:
    """Let the reader choose an image, and show one training step on it."""
    opened = st.expander(
        "The five steps, on one image",
        icon=":material/format_list_numbered:",
        key=f"{page}_five",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        choose, explained = st.columns([1, 3], gap="medium")
        with choose:
            index = controls.number(f"{page}_image", "Image", 1, len(data), 1) - 1
            loss = controls.choice(f"{page}_error", "Error", tuple(LOSSES), "Total error")
            lr = controls.choice(f"{page}_rate", "Learning rate", RATES, 0.1)
            picture = mosaic(data.images, np.array([[index]]))
            name = data.classes[data.labels[index]]
            st.image(encode_png(picture), width=160, caption=name, output_format="PNG")
        label = int(data.labels[index])
        layers = spec.build_layers()
        try:
            steps = single_training_step(
                layers, data.images[index], label, data.classes,
                loss=LOSSES[loss], lr=lr, seed=spec.seed,
            )  # fmt: skip
        except ShapeError as refused:  # batch normalisation of a single value
            explained.info(f"One image is not enough: {refused}.", icon=":material/straighten:")
            return
        with explained:
            names = [type(layer).__name__ for layer in layers]
            _explain(steps, data.classes, loss, lr, spec.seed, names)
        _compare(steps, data.classes, label, loss)


def _explain(
    steps: TrainingStep,
    classes: tuple[str, ...],
    loss: str,
    lr: float,
    seed: int,
    names: list[str],
) -> None:
    """Write the five parts as Markdown."""
    best = classes[int(steps.before.argmax())]
    sizes = ", ".join(f"{names[at]} {format_number(size)}" for at, size in steps.sizes.items())
    _, _, start, gradient, end = steps.moved
    st.markdown(
        f"1. **Random weights.** {steps.learned:,} numbers, drawn with seed {seed}.\n"
        f"2. **Forward.** The network looks, and says “{best}”: it cannot know better yet.\n"
        f"3. **Error.** {loss}: **{format_number(steps.error_before)}**.\n"
        f"4. **Backward.** How much the error moves with each weight, on average: {sizes}.\n"
        f"5. **Update.** Every weight moves by −{lr:g} × its gradient. The one that moves most: "
        f"{formula.update_formula(start, lr, gradient, end, 3)}."
    )


def _compare(steps: TrainingStep, classes: tuple[str, ...], label: int, loss: str) -> None:
    """Show the network's output for the image before and after the step."""
    st.markdown("Then the same image again:")
    st.markdown(tables.before_after_table(classes, steps.before, steps.after, label))
    st.markdown(
        f"{loss}: **{format_number(steps.error_before)}** before, "
        f"**{format_number(steps.error_after)}** after."
    )
