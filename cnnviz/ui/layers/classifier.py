"""The classifier lesson: flatten, fully connected, softmax, loss, and one gradient step."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from cnnviz.images.sample_maps import STARTS
from cnnviz.lessons.classifier_head import (
    CLASSES,
    LOSSES,
    ClassifierHead,
    Prediction,
    classic_bias,
    random_weights,
)
from cnnviz.ops import ALL, Operation
from cnnviz.text import format_digits, format_number
from cnnviz.ui.layers import convolution_panels, edits, operation_stage
from cnnviz.ui.pickers import stage_input
from cnnviz.ui.pickers.stage_input import PickedInput
from cnnviz.ui.widgets import controls
from cnnviz.view import formula, tables

FLATTEN, LINEAR, SOFTMAX = (
    next(op for op in ALL if op.slug == slug) for slug in ("flatten", "linear", "softmax")
)
PARTS = ("Flatten", "Fully connected", "Softmax", "Loss")
CLASSIC, RANDOM = "Classic example", "Random"
RATES = (0.0001, 0.001, 0.01, 0.1)
TEMPERATURE = next(param for param in SOFTMAX.params if param.name == "temperature")
KNOB = 150  # px
MOST = "Counted along the row of **Flatten**. The page begins with the weight that moves most."


@dataclass(frozen=True, eq=False)
class ClassifierTask:
    """Feature maps and the classifier head applied to them.

    Attributes
    ----------
    maps : PickedInput
    head : ClassifierHead
        With the reader's edits applied.
    logits : ndarray of shape (K,) or None
        Scores edited by the reader, in place of the layer's output.
    """

    maps: PickedInput
    head: ClassifierHead
    logits: NDArray | None

    @property
    def verdict(self) -> Prediction:
        """The prediction: logits, probabilities and error."""
        return self.head.judge(self.maps.values, self.logits)


def choose_part(page: str) -> str:
    """Let the reader choose one of `PARTS`."""
    chosen: str = controls.choice(f"{page}_part", "On the stage", PARTS, PARTS[0], wide=True)
    return chosen


def choose_task(page: str) -> ClassifierTask:
    """Let the reader choose the maps, the weights, the target class and the loss."""
    maps = stage_input.pick_stage_input(page, first=stage_input.STORY)
    anew = partial(edits.drop_edits, f"{page}_edits", "kernel")
    start = controls.choice(
        f"{page}_weights", "Weights", (CLASSIC, RANDOM), CLASSIC, on_change=anew
    )
    seed = controls.seed(f"{page}_seed", "weights", 1, on_change=anew)
    target = controls.choice(f"{page}_target", "The right answer", CLASSES, CLASSES[2])
    loss = controls.choice(f"{page}_error", "Loss", tuple(LOSSES), "Total error")
    warmth = f"{page}_temperature", TEMPERATURE.label, TEMPERATURE.options, TEMPERATURE.default
    temperature = controls.choice(*warmth, help=TEMPERATURE.help)
    weight = random_weights((len(CLASSES), *maps.values.shape), np.random.default_rng(seed))
    bias = classic_bias(_known(maps.values), weight) if start == CLASSIC else np.zeros(len(CLASSES))
    changed = edits.apply_edits(edits.edits_of(f"{page}_edits"), maps.values, weight, bias)
    head = ClassifierHead(changed[1], changed[2], CLASSES.index(target), loss, temperature)
    maps = PickedInput(changed[0], maps.labels, maps.grey)
    return ClassifierTask(maps, head, _typed(page, head.judge(changed[0]).logits))


def show_part(page: str, task: ClassifierTask, part: str) -> None:
    """Play one of `PARTS` on the stage."""
    operation, settings, image, kernel = _part(task, part)
    if part in PARTS[2:]:
        place = f"{page}_{part.lower()}"
        work = operation_stage.play_operation(place, operation, settings, image, names=CLASSES)
    else:
        work = operation_stage.play_operation(
            page, operation, settings, image, names=CLASSES, **kernel
        )
    if part in PARTS[2:]:
        _formula(task, part)
    convolution_panels.operation_code(work)


def show_prediction(page: str, task: ClassifierTask) -> None:
    """Show scores, probabilities and target in a table, and the error."""
    logits, shares, error = task.verdict
    st.header("What it says")
    st.markdown(tables.prediction_table(CLASSES, logits, shares, task.head.target))
    best = CLASSES[int(shares.argmax())]
    st.markdown(
        f"It would say **{best}**. The right answer is **{CLASSES[task.head.target]}**. "
        f"{task.head.loss}: **{format_number(error)}**."
    )
    if task.logits is not None:
        st.button(
            "Undo my scores",
            icon=":material/undo:",
            on_click=edits.drop_edits,
            args=(f"{page}_softmax_edits",),
        )


def one_step(page: str, task: ClassifierTask) -> None:
    """Take one gradient step on this image, and compare the predictions before and after."""
    st.header("One step of learning")
    knobs = st.container(horizontal=True)
    with knobs.container(width=KNOB):
        rate = controls.choice(f"{page}_rate", "Learning rate", RATES, RATES[1])
    maps, typed = task.maps.values, task.logits is not None
    learned = task.head.after_a_step(maps, rate)
    before, after = task.head.judge(maps), learned.judge(maps)
    own = " It starts from the layer's own scores, not from those you typed." if typed else ""
    st.markdown(f"Every weight moves a little against its gradient.{own}")
    st.markdown(weight_update_sentence(task, learned, rate, _weight(page, task, knobs)))
    st.markdown("Then the same image is looked at again:")
    st.markdown(
        tables.before_after_table(
            CLASSES, before.probabilities, after.probabilities, task.head.target
        )
    )
    st.markdown(
        f"{task.head.loss}: **{format_number(before.error)}** before, "
        f"**{format_number(after.error)}** after."
    )


def weight_update_sentence(
    task: ClassifierTask, learned: ClassifierHead, rate: float, cell: tuple[int, ...]
) -> str:
    """Describe one weight's update in a sentence with numbers.

    Parameters
    ----------
    task : ClassifierTask
    learned : ClassifierHead
        The head after the step.
    rate : float
        The learning rate.
    cell : tuple of int
        Index into the weight, (class, channel, row, column).
    """
    head, row = task.head, task.maps.values.ravel()
    weights, arrives = head.gradients(task.maps.values)
    name, place = CLASSES[cell[0]], int(np.ravel_multi_index(cell[1:], head.weight.shape[1:]))
    was, slope, now = (float(array[cell]) for array in (head.weight, weights, learned.weight))
    product = f"{format_digits(arrives[cell[0]], 7)} × :blue[**{format_digits(row[place], 7)}**]"
    if slope == 0:
        return (
            f"**{name}**'s weight for number {place + 1} stays "
            f":orange[**{format_digits(was, 7)}**]: its gradient is {product} = 0."
        )
    return (
        f"**{name}**'s weight for number {place + 1} of the row: "
        f"{formula.update_formula(was, rate, slope, now)}.  \n"
        f"Its gradient is what arrives at {name}'s score times the number it met: "
        f"{product} = {format_digits(slope, 7)}."
    )


def _weight(page: str, task: ClassifierTask, knobs: DeltaGenerator) -> tuple[int, ...]:
    """Let the reader choose a weight; the default has the largest gradient."""
    gradients = np.abs(task.head.gradients(task.maps.values)[0]).reshape(len(CLASSES), -1)
    first, most = np.unravel_index(gradients.argmax(), gradients.shape)
    numbers = tuple(range(1, gradients.shape[1] + 1))
    controls.follow_default(f"{page}_moved_class", CLASSES, CLASSES[first])
    with knobs.container(width=KNOB):
        name = controls.choice(f"{page}_moved_class", "Weight of", CLASSES, CLASSES[first])
    controls.follow_default(f"{page}_moved_number", numbers, int(most) + 1)
    with knobs.container(width=KNOB):
        place = controls.choice(
            f"{page}_moved_number", "For number", numbers, int(most) + 1, help=MOST
        )
    within = np.unravel_index(place - 1, task.head.weight.shape[1:])
    return (CLASSES.index(name), *map(int, within))


def _part(
    task: ClassifierTask, part: str
) -> tuple[Operation, dict[str, Any], PickedInput, dict[str, NDArray]]:
    """Return a part's operation, settings, input and kernel."""
    logits, shares, _ = task.verdict
    if part == "Flatten":
        return FLATTEN, {}, task.maps, {}
    if part == "Fully connected":
        return LINEAR, {}, task.maps, {"weight": task.head.weight, "bias": task.head.bias}
    if part == "Softmax":
        scores = PickedInput(logits[None, None], ("Scores",), False)
        return SOFTMAX, {"temperature": task.head.temperature}, scores, {}
    operation, on_shares = LOSSES[task.head.loss]
    label = "Probabilities" if on_shares else "Scores"
    read = PickedInput((shares if on_shares else logits)[None, None], (label,), False)
    return operation, operation.defaults | {"target": task.head.target}, read, {}


def _known(maps: NDArray) -> NDArray:
    """Return the maps that give the classic probabilities: the lesson's default, or zeros."""
    own = STARTS["classifier"]()
    return own if own.shape == maps.shape else np.zeros(maps.shape)


def _typed(page: str, logits: NDArray) -> NDArray | None:
    """Return the scores edited by the reader; None if there are no edits."""
    changes = edits.edits_of(f"{page}_softmax_edits")
    nothing = (np.zeros((0, 0, 0, 0)), np.zeros(0))
    return edits.apply_edits(changes, logits[None, None], *nothing)[0][0, 0] if changes else None


def _formula(task: ClassifierTask, part: str) -> None:
    """Show the formula of the target's softmax, or of the loss, with numbers."""
    head, (logits, shares, _) = task.head, task.verdict
    if part == "Softmax":
        st.latex(formula.softmax_formula(logits, head.temperature, head.target, shares, CLASSES))
    else:
        st.latex(formula.loss_formula(head.loss, task.verdict, head.target))
