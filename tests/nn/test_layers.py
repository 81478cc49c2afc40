"""Every layer, forwards and backwards: PyTorch's autograd, a nudge, and `cnnviz.ops`."""

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz import nn, ops
from cnnviz.geometry import ShapeError
from cnnviz.nn.executor import batch_first
from cnnviz.nn.layers.layer import KernelBuffers
from cnnviz.nn.layers.max_pool_2x2 import MaxPool2x2Kernel
from cnnviz.nn.layers.pooling import MaxPoolKernel
from cnnviz.ops.conv2d import conv2d_backward
from tests.examples import examples
from tests.nn.strategies import CELLWISE, cases, convolutions, halvings, poolings
from tests.nn.twins import torch, twin


def there_and_back(net, x, grad):
    """Run a network with `grad` for a loss; return its output and the gradient of the images."""
    line = net.line(len(x), training=True, to_input=True)
    line.put(x)
    out = batch_first(line.forward())
    line.grad[...] = grad.transpose(2, 1, 3, 0) if grad.ndim == 4 else grad.T
    line.backward()
    return out, batch_first(line.grad_x)


def close(ours, theirs, what=""):
    """Compare to float32's precision, for sums that may cancel."""
    scale = max(1.0, np.abs(theirs).max(initial=0))
    assert_allclose(ours, theirs, rtol=2e-5, atol=2e-5 * scale, err_msg=what)


@given(cases())
@examples(200)
def test_gradients_are_those_of_autograd(case):
    net, x, grad = case
    model = twin(net, double=True)
    images = torch.from_numpy(x).double().requires_grad_()
    expected = model(images)
    expected.backward(torch.from_numpy(grad).double())
    out, grad_x = there_and_back(net, x, grad)
    varied = not isinstance(net.layers[0], nn.BatchNorm2d) or x.std(axis=(0, 2, 3)).min() > 0.1
    if varied:  # a channel of equal cells is divided by almost nothing
        close(out, expected.detach().numpy(), "output")
        close(grad_x, images.grad.numpy(), "images")
        for name, parameter in model.named_parameters():
            close(net.gradients()[name], parameter.grad.numpy(), name)
    for name, buffer in model.named_buffers():
        if name in net.buffers():
            close(net.buffers()[name], buffer.numpy(), name)


@given(cases())
@examples(50)
def test_a_second_batch_finds_no_trace_of_the_first(case):
    net, x, grad = case
    first = there_and_back(net, x, grad)
    there_and_back(net, 1 - 2 * x, -3 * grad)
    for ours, theirs in zip(there_and_back(net, x, grad), first, strict=True):
        assert_array_equal(ours, theirs)


@pytest.mark.parametrize("window", [2, 3])
def test_among_equals_the_first_of_the_window_learns(window):
    """Three kinds of numbers only, so that most windows hold the largest twice."""
    rng = np.random.default_rng(0)
    net = nn.Sequential([nn.MaxPool2d(window)], (2, 13, 14))
    x = rng.integers(0, 3, (8, 2, 13, 14)).astype(np.float32)
    grad = rng.standard_normal((8, *net.output_shape)).astype(np.float32)
    pixels = torch.from_numpy(x).requires_grad_()
    twin(net)(pixels).backward(torch.from_numpy(grad))
    assert_array_equal(there_and_back(net, x, grad)[1], pixels.grad)


@given(cases(convolutions()))
@examples(100)
def test_the_row_stack_computes_what_the_operation_does(case):
    net, x, grad = case
    layer, weight, bias = net.layers[0], *net.parameters().values()
    knobs = dict(stride=layer.stride, padding=layer.padding, dilation=layer.dilation)
    out, grad_x = there_and_back(net, x, grad)
    close(out, ops.conv2d(x, weight, bias, **knobs))
    expected = conv2d_backward(grad, x, weight, **knobs)
    close(grad_x, expected.input)
    close(net.gradients()["0.weight"], expected.weight)
    close(net.gradients()["0.bias"], expected.bias)


@given(cases(poolings()))
@examples(100)
def test_pooling_computes_what_the_operation_does(case):
    net, x, _ = case
    layer = net.layers[0]
    operation = ops.max_pool2d if isinstance(layer, nn.MaxPool2d) else ops.avg_pool2d
    close(net.forward(x), operation(x, layer.kernel, layer.stride))


@given(cases(halvings()))
@examples(100)
def test_halving_is_the_largest_of_any_window_bit_for_bit(case):
    net, x, grad = case
    shape = net.input_shape
    found = []
    for kind in (MaxPool2x2Kernel, lambda place: MaxPoolKernel(place, net.layers[0].path(shape))):
        cells = np.ascontiguousarray(x.transpose(2, 1, 3, 0))
        station = kind(KernelBuffers(cells, np.zeros_like(cells)))
        station.forward()
        station.grad[...] = grad.transpose(2, 1, 3, 0)
        station.backward()
        found.append((station.out, station.grad_x))
    assert_array_equal(found[0][0], found[1][0])
    assert_array_equal(found[0][1], found[1][1])


LINES = {
    "convolution": [nn.Conv2d(2, (2, 3), (2, 1), (1, 2), (1, 2)), nn.Flatten(), nn.Linear(3)],
    "pooling": [nn.MaxPool2d(2, 1), nn.AvgPool2d((1, 2)), nn.Flatten(), nn.Linear(3)],
    "normalised": [nn.Conv2d(2, 2), nn.BatchNorm2d(), nn.Tanh(), nn.Flatten(), nn.Linear(3)],
    **{type(c).__name__: [nn.Conv2d(2, 2), c, nn.Flatten(), nn.Linear(3)] for c in CELLWISE},
}


@pytest.mark.parametrize("loss", nn.LOSSES)
@pytest.mark.parametrize("layers", LINES.values(), ids=LINES)
def test_a_nudge_moves_the_loss_as_the_gradient_says(layers, loss):
    rng = np.random.default_rng(5)
    net = nn.Sequential(layers, (2, 5, 6), rng)
    x, labels = rng.standard_normal((4, 2, 5, 6)).astype(np.float32), np.array([0, 2, 1, 1])
    grad_x = net.differentiate(x, labels, loss)[1]
    gradients = {name: array.copy() for name, array in net.gradients().items()}
    for name, gradient in [*gradients.items(), ("images", grad_x)]:
        cells = x if name == "images" else net.parameters()[name]
        for index in rng.permutation(cells.size)[:6]:
            there, step = np.unravel_index(index, cells.shape), 5e-4
            middle, sides = cells[there], []
            for nudged in (middle - step, middle + step):
                cells[there] = nudged
                sides.append(net.differentiate(x, labels, loss)[0])
            cells[there] = middle
            slope = (sides[1] - sides[0]) / (2 * step)
            assert_allclose(gradient[there], slope, rtol=0.01, atol=2e-3, err_msg=f"{name} {there}")


@pytest.mark.parametrize("layer", CELLWISE, ids=lambda layer: type(layer).__name__)
def test_far_out_a_curve_stays_a_number(layer):
    x = np.array([-1e4, -100, -20, 0, 20, 100, 1e4], np.float32).reshape(1, 1, 1, -1)
    net = nn.Sequential([layer], (1, 1, 7))
    images = torch.from_numpy(x).double().requires_grad_()
    expected = twin(net, double=True)(images)
    expected.sum().backward()
    out, grad_x = there_and_back(net, x, np.ones_like(x))
    assert_allclose(out, expected.detach(), rtol=1e-6, atol=3e-6)
    assert_allclose(grad_x, images.grad, rtol=1e-6, atol=1e-6)


def test_normalisation_learns_by_the_batch_and_answers_by_memory():
    rng = np.random.default_rng(0)
    net = nn.Sequential([nn.Conv2d(3, 2), nn.BatchNorm2d(momentum=0.3)], (2, 5, 6), rng)
    model = twin(net)
    for _ in range(3):
        x = rng.normal(3, 2, (8, 2, 5, 6)).astype(np.float32)
        there_and_back(net, x, np.ones((8, 3, 4, 5), np.float32))
        model(torch.from_numpy(x))
    model.eval()
    close(net.forward(x), model(torch.from_numpy(x)).detach().numpy())
    assert_array_equal(net.forward(x)[:1], net.forward(x[:1]))


def test_one_cell_a_channel_cannot_be_normalised():
    net = nn.Sequential([nn.BatchNorm2d()], (2, 1, 1))
    with pytest.raises(ShapeError, match="more than 1 cell"):
        there_and_back(net, np.ones((1, 2, 1, 1), np.float32), np.ones((1, 2, 1, 1), np.float32))


def test_dropout_silences_its_share_keeps_the_sum_and_repeats_by_seed():
    def once(seed):
        net = nn.Sequential([nn.Dropout(0.3)], (4, 50, 50), np.random.default_rng(seed))
        x = np.ones((10, 4, 50, 50), np.float32)
        return *there_and_back(net, x, x), net.forward(x)

    out, grad_x, at_rest = once(1)
    assert_allclose((out == 0).mean(), 0.3, atol=0.01)
    assert_allclose(out.mean(), 1, atol=0.01)
    assert_allclose(out[out > 0], 1 / 0.7, rtol=1e-6)
    assert_array_equal(grad_x, out)
    assert_array_equal(at_rest, 1)
    assert_array_equal(out, once(1)[0])
    assert (out != once(2)[0]).any()
