"""The stage is handed the trace's own numbers, every one of them."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz.backward.backward_trace import backward
from cnnviz.message import pack
from cnnviz.ops import ALL
from cnnviz.ops.conv2d import trace as trace_conv2d
from cnnviz.ops.linear import trace as trace_linear
from cnnviz.ops.max_pool2d import trace as trace_max_pool2d
from cnnviz.ops.sigmoid import OPERATION as SIGMOID
from cnnviz.ops.softmax import trace as trace_softmax
from cnnviz.trace import unread
from cnnviz.view.curve import curve
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


def test_a_refusal_needs_no_kernel():
    header, arrays = unpack(refusal("No.", np.ones((1, 2, 2)), operation="max_pool2d", at=3))
    assert (header["operation"], header["kernel"], header["at"]) == ("max_pool2d", None, 0)
    assert "weight" not in arrays
    assert arrays["output"].size == 0


def test_the_ring_of_a_maximum_holds_what_the_windows_read_there():
    trace = trace_max_pool2d(np.ones((2, 4, 4)), 3, stride=1, padding=1)
    ring = unpack(scene(trace))[1]["input"][:, 0]
    assert_array_equal(ring, np.full((2, 6), -np.inf))


def test_the_chosen_terms_are_those_the_slope_follows():
    trace = trace_max_pool2d(np.array([[[1, 7, 7, 2]]]), (1, 4))
    _, arrays = unpack(scene(trace))
    assert_array_equal(arrays["chosen"], [1])
    assert_array_equal(arrays["chosen_at"], [0, 1])


def test_the_way_back_brings_its_slopes_and_swaps_the_colours():
    values = np.array([[[-1.0, 0, 2]]])
    forward = SIGMOID.trace(values)
    back = backward(forward, np.ones((1, 1, 3)))
    header, arrays = unpack(scene(back, backward=True, editable=False))
    assert header["roles"] == {"input": "output", "kernel": "kernel", "output": "input"}
    assert not header["input"]["editable"]
    assert_allclose(arrays["slope"], [step.slope.item() for step in forward.steps], rtol=1e-6)


def test_what_is_handed_on_as_it_is_needs_no_slopes():
    slopes = np.ones((1, 2, 2))
    trace = trace_max_pool2d(slopes, 1)
    assert "slope" not in unpack(scene(backward(trace, slopes), backward=True))[1]


def test_the_way_back_of_a_kernel_has_no_bias():
    trace = trace_conv2d(np.ones((1, 3, 3)), np.ones((1, 1, 2, 2)), np.ones(1))
    assert unpack(scene(trace))[0]["kernel"]["bias"]
    back = backward(trace, np.ones((1, 2, 2)))
    assert not unpack(scene(back, backward=True))[0]["kernel"]["bias"]


def test_a_curve_has_a_point_for_every_step():
    image = np.array([[[-2.0, 0.5]]])
    drawn = curve(SIGMOID, {}, image)
    header, arrays = unpack(scene(SIGMOID.trace(image), curve=drawn))
    assert header["curve"] == {"name": "Sigmoid", "low": -4, "high": 4}
    assert_array_equal(arrays["curve_at"], [-2, 0.5])
    assert_allclose(arrays["curve_y"], drawn["curve_y"], rtol=1e-6)
    moved = unpack(scene(SIGMOID.trace(image), curve=drawn | {"curve_at": [1, 3]}))[1]
    assert_array_equal(moved["curve_at"], [1, 3])


def test_every_class_has_its_own_bias_and_names_its_weights():
    image, weight = np.ones((1, 2, 2)), np.arange(12.0).reshape(3, 1, 2, 2)
    names = ("cat", "dog", "owl")
    trace = trace_linear(image, weight, np.array([1.0, 2, 3]))
    header, arrays = unpack(scene(trace, outputs=["Scores"], columns={"output": names}))
    assert arrays["bias"].ravel().tolist() == [1, 2, 3]
    assert header["kernel"]["labels"] == list(names)
    assert header["output"]["labels"] == ["Scores"]
    assert header["columns"] == {"output": list(names)}


def test_shares_come_with_their_exponentials():
    trace = trace_softmax(np.array([[[0.0, 1]]]))
    header, arrays = unpack(scene(trace))
    assert header["combine"] == "share"
    assert_allclose(arrays["terms"][:2], np.exp([-1, 0]), rtol=1e-6)


@pytest.mark.parametrize(
    ("editable", "grids"),
    [(True, (True, True)), (False, (False, False)), (["input"], (True, False))],
)
def test_each_grid_may_be_edited_or_not(editable, grids):
    trace = trace_conv2d(np.ones((1, 2, 2)), np.ones((1, 1, 1, 1)))
    header, _ = unpack(scene(trace, editable=editable))
    assert (header["input"]["editable"], header["kernel"]["editable"]) == grids


def test_weights_that_were_not_given_cannot_be_edited():
    gaussian = next(operation for operation in ALL if operation.slug == "gaussian_pool2d")
    kernel = unpack(scene(a_trace(gaussian)))[0]["kernel"]
    assert (kernel["editable"], kernel["bias"]) == (False, False)


@pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.slug)
def test_a_mean_and_a_norm_say_what_they_divide_by(operation):
    trace = a_trace(operation)
    header, arrays = unpack(scene(trace, labels=list("abcd")))
    divides = header["combine"] in ("mean", "norm")
    assert ("divisor" in arrays) == divides
    if divides:
        assert_allclose(arrays["divisor"], [step.divisor for step in trace.steps])


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


@pytest.mark.parametrize(
    ("window", "stride", "padding", "dilation", "said"),
    [
        (2, 2, 0, 1, "row 5 or column 7: 11 of 35 cells change nothing in the output. "
                     "The last window ends at row 4, column 6."),
        (3, 2, 0, 1, ""),
        (2, 3, 0, 1, "row 3 or columns 3, 6 and 7: 19 of 35 cells"),
        (1, 4, 1, 1, "4 of 5 rows or 6 of 7 columns: 34 of 35 cells"),
        (2, 2, 1, 2, "rows 1, 3 and 5 or 4 of 7 columns: 29 of 35 cells"),
    ],
)  # fmt: skip
def test_what_no_window_reads_is_marked_and_said_and_changes_nothing(
    window, stride, padding, dilation, said
):
    image = np.random.default_rng(2).normal(size=(2, 5, 7))
    kernel = np.ones((1, 2, window, window)), np.zeros(1)
    settings = {"stride": stride, "padding": padding, "dilation": dilation}
    header, arrays = unpack(scene(trace_conv2d(image, *kernel, **settings)))
    missed = arrays.get("unread", np.zeros((5, 7)))
    before = trace_conv2d(image, *kernel, **settings).output
    for row, col in np.ndindex(5, 7):
        nudged = image.copy()
        nudged[:, row, col] += 1
        after = trace_conv2d(nudged, *kernel, **settings).output
        assert np.array_equal(before, after) == bool(missed[row, col]), (row, col)
    assert header["note"].startswith(f"No window reads {said}" if said else "")
    assert bool(header["note"]) == bool(said)


def test_a_copy_in_the_border_counts_and_padding_alone_is_said():
    image, kernel = np.ones((1, 3, 3)), (np.ones((1, 1, 1, 1)), np.zeros(1))
    around = trace_conv2d(image, *kernel, stride=4, padding=1, padding_mode="circular")
    assert_array_equal(unread(around), [[0, 1, 0], [1, 1, 1], [0, 1, 0]])
    nowhere = trace_conv2d(image, *kernel, stride=4, padding=1)
    header, _ = unpack(scene(nowhere))
    assert header["note"].startswith("No window reads a cell of the input")
