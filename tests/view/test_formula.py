"""Formulas carry the numbers of their own axis."""

import re

import numpy as np
import pytest

from cnnviz.geometry import Walk, walk
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
    worked, said = value(formula.output_size(path, axis))
    assert worked == said == path.output[axis]


@pytest.mark.parametrize("axis", [0, 1])
def test_the_transposed_formula_is_true(axis):
    x, weight = np.ones((1, 1, 4, 5)), np.ones((1, 1, 3, 2))
    path = route(x, weight, stride=(2, 3), padding=(1, 0), output_padding=(1, 2), dilation=(2, 1))
    worked, said = value(formula.transposed_size(path, x.shape[2 + axis], axis))
    assert worked == said == path.size[axis]


def test_a_spread_window_says_so():
    assert "a window of 3 spread by 2 covers 5" in formula.output_size(
        Walk((9, 9), (3, 3), dilation=(2, 2)), 0
    )


@pytest.mark.parametrize("operation", [op for op in ALL if op.family == "activation"])
def test_every_activation_is_written_with_the_readers_settings(operation):
    written = formula.activation(operation, operation.defaults)
    assert "x" in written
    assert "<" not in written
