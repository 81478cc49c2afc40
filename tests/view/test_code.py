"""The code on screen is run, and gives the numbers on screen."""

import io
from contextlib import redirect_stdout
from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cnnviz.geometry import ShapeError
from cnnviz.ops import ALL
from cnnviz.view import code
from tests.test_operations import inputs

every_operation = pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.slug)


def runs_of(operation):
    """Every fifth of the combinations that the page offers and that work, with their output."""
    names = [param.name for param in operation.params]
    for values in list(product(*(param.options for param in operation.params)))[::5]:
        settings = dict(zip(names, values, strict=True))
        arrays = inputs(operation, settings)
        try:
            yield settings, arrays, operation.trace(*arrays, **settings).output
        except ShapeError:
            continue


def outcome(text):
    """Run a snippet as a student would, and take its `y`."""
    names = {}
    with redirect_stdout(io.StringIO()) as printed:
        exec(text, names)
    assert printed.getvalue()
    return names["y"]


@every_operation
@pytest.mark.filterwarnings("ignore:invalid value encountered in power:RuntimeWarning")
def test_the_numpy_lines_reproduce_the_output(operation):
    for settings, arrays, expected in runs_of(operation):
        text = code.numpy_snippet(operation, arrays, settings)
        assert_allclose(np.ravel(outcome(text)), expected.ravel(), atol=1e-9, err_msg=text)


@every_operation
@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning")
def test_the_pytorch_lines_reproduce_the_output(operation):
    for settings, arrays, expected in runs_of(operation):
        text = code.torch_snippet(operation, arrays, settings)
        found = outcome(text).numpy().ravel()
        assert_allclose(found, expected.ravel(), rtol=1e-5, atol=1e-5, err_msg=text)


def test_the_source_shown_is_the_code_without_its_docstring():
    conv2d = next(operation for operation in ALL if operation.slug == "conv2d").forward
    shown = code.source(conv2d)
    assert shown.startswith("def conv2d(")
    assert "np.einsum" in shown
    assert "Parameters" not in shown
    compile(shown, "shown", "exec")
    assert np.all([len(line) <= 100 for line in shown.splitlines()])
