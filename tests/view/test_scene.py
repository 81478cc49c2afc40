"""The stage is handed the trace's own numbers, every one of them."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.ops import ALL
from cnnviz.ops.conv2d import trace as trace_conv2d
from cnnviz.view.message import pack
from cnnviz.view.scene import refusal, scene
from tests.test_operations import inputs
from tests.view.unpacking import unpack


def a_trace(operation):
    settings = {param.name: param.default for param in operation.params}
    return operation.trace(*inputs(operation, settings), **settings)


@pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.slug)
def test_every_step_arrives_with_its_numbers(operation):
    trace = a_trace(operation)
    header, arrays = unpack(scene(trace, labels=list("abcd")))
    assert header["operation"] == operation.slug
    for index, step in enumerate(trace.steps):
        reads = step.reads
        assert arrays["reads"][index].tolist() == [
            reads.row, reads.col, reads.height, reads.width,
            reads.channel, reads.depth, reads.row_step, reads.col_step,
        ]  # fmt: skip
        for name, values in (
            ("terms", step.terms),
            ("window", step.window),
            ("partial", step.partials),
        ):
            first, last = arrays[f"{name}_at"][index : index + 2]
            assert_allclose(arrays[name][first:last], np.ravel(values), rtol=1e-6)
    assert_allclose(arrays["output"], trace.output, rtol=1e-6)


def test_the_last_cells_written_are_the_output():
    trace = trace_conv2d(
        np.arange(20.0).reshape(1, 4, 5), np.ones((2, 1, 2, 2)), np.array([1.0, 2])
    )
    _, arrays = unpack(scene(trace))
    assert_allclose(arrays["after"], trace.output.ravel())


def test_padding_arrives_as_the_window_reads_it():
    trace = trace_conv2d(
        np.arange(6.0).reshape(1, 2, 3), np.ones((1, 1, 3, 3)), padding=1, padding_mode="replicate"
    )
    header, arrays = unpack(scene(trace))
    assert (header["input"]["top"], header["input"]["left"]) == (1, 1)
    assert_array_equal(arrays["input"][0, 0], [0, 0, 1, 2, 2])
    assert_array_equal(arrays["source"][0], [0, 0, 1, 2, 2])


def test_a_border_of_zeros_copies_nobody():
    trace = trace_conv2d(np.ones((1, 2, 3)), np.ones((1, 1, 1, 1)), padding=1)
    _, arrays = unpack(scene(trace))
    real = [[-1, 0, 1, 2, -1], [-1, 3, 4, 5, -1]]
    assert_array_equal(arrays["source"], [[-1] * 5, *real, [-1] * 5])
    assert_array_equal(arrays["input"][0, 0], np.zeros(5))


def test_a_refusal_keeps_input_and_kernels_and_says_why():
    said = "A window of 7 does not fit 5 cells with padding 0."
    message = refusal(said, np.ones((1, 5, 5)), np.ones((2, 1, 7, 7)), np.zeros(2))
    header, arrays = unpack(message)
    assert header["message"] == said
    assert arrays["input"].shape == (1, 5, 5)
    assert arrays["weight"].shape == (2, 1, 7, 7)
    assert len(arrays["reads"]) == 0


@pytest.mark.parametrize("value", [0, np.nan, np.inf])
def test_odd_values_leave_the_colour_scale_finite(value):
    image = np.full((1, 2, 2), float(value))
    header, _ = unpack(scene(trace_conv2d(image, np.ones((1, 1, 1, 1)))))
    assert header["input"]["high"] == 1


def test_the_opening_step_lies_within_the_run():
    trace = trace_conv2d(np.ones((1, 2, 2)), np.ones((1, 1, 1, 1)))
    assert unpack(scene(trace, at=99))[0]["at"] == 3


@pytest.mark.parametrize("dtype", ["u1", "i2", "i4", "f4"])
@pytest.mark.parametrize("shape", [(0,), (1,), (3, 5), (2, 0, 4)])
def test_a_message_holds_what_was_packed(dtype, shape):
    values = np.arange(np.prod(shape)).reshape(shape).astype(dtype)
    header, arrays = unpack(pack({"word": "é"}, first=values, second=values[::-1]))
    assert header == {"word": "é"}
    assert_array_equal(arrays["first"], values)
    assert_array_equal(arrays["second"], values[::-1])
