"""Formulas carry the numbers of their own axis."""

import re

import numpy as np
import pytest

from cnnviz.geometry import Walk, walk
from cnnviz.lessons.classifier_head import LOSSES, ClassifierHead
from cnnviz.ops import ALL
from cnnviz.ops.conv_transpose2d import route
from cnnviz.view import formula


def plain(text):
    return re.sub(r":\w+\[\*\*(\d+)\*\*\]", r"\1", text)


def value(text):
    """Work a formula out as a student would."""
    left, right = plain(text).split(" (a window")[0].split(" = ")
    sum_ = left.replace("⌊", "int(").replace("⌋", ")").replace("−", "-").replace("×", "*")
    return eval(sum_), int(right)


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("padding", ["valid", "same", "full", 2])
@pytest.mark.parametrize("dilation", [(1, 1), (2, 3)])
def test_the_formula_is_true(axis, padding, dilation):
    stride = (1, 1) if padding == "same" else (3, 2)
    path = walk((9, 14), (2, 3), stride=stride, padding=padding, dilation=dilation)
    worked, said = value(formula.output_size_formula(path, axis))
    assert worked == said == path.output[axis]


@pytest.mark.parametrize("axis", [0, 1])
def test_the_transposed_formula_is_true(axis):
    x, weight = np.ones((1, 1, 4, 5)), np.ones((1, 1, 3, 2))
    path = route(x, weight, stride=(2, 3), padding=(1, 0), output_padding=(1, 2), dilation=(2, 1))
    worked, said = value(formula.transposed_size_formula(path, x.shape[2 + axis], axis))
    assert worked == said == path.size[axis]


def test_a_spread_window_says_so():
    assert "a window of 3 spread by 2 covers 5" in formula.output_size_formula(
        Walk((9, 9), (3, 3), dilation=(2, 2)), 0
    )


@pytest.mark.parametrize("operation", [op for op in ALL if op.family == "activation"])
def test_every_activation_is_written_with_the_readers_settings(operation):
    written = formula.activation_formula(operation, operation.defaults)
    assert "x" in written
    assert "<" not in written


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_is_written_with_numbers_that_make_it(name):
    """Worked out as a student would, from the digits on screen."""
    head = ClassifierHead(
        np.zeros((4, 1, 1, 1)), np.array([0.5, -1.25, 2, 0]), 2, name, temperature=2.0
    )
    found = head.judge(np.zeros((1, 1, 1)))
    left, right = formula.loss_formula(name, found, 2).removeprefix("E = ").rsplit(" = ", 1)
    sums = re.sub(r"\\frac\{(e.*?)\}\{(e.*)\}$", r"((\1) / (\2))", left)
    sums = (
        re.sub(r"e\^\{(.*?)\}", r"exp(\1)", sums).replace(r"\ln", "log").replace("log ((", "log((")
    )
    sums = sums.replace(r"\tfrac{1}{2}", "0.5 *").replace("^2", "** 2").replace("−", "-")
    sums = sums.replace(r"\left", "").replace(r"\right", "").replace(r"\max", "max")
    worked = eval(sums.strip(), {"exp": np.exp, "log": np.log, "max": max})
    assert worked == pytest.approx(float(right), abs=0.01)
