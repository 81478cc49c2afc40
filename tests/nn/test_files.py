"""A network taken home gives the same answers."""

import sys

import numpy as np
import onnxruntime
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnviz import nn
from cnnviz.geometry import ShapeError
from tests.nn.strategies import CELLWISE
from tests.nn.twins import NETWORKS, samples, torch, twin

EVERYTHING = [
    nn.Conv2d(4, (3, 2), (1, 2), (2, 1), (2, 1)), nn.BatchNorm2d(), *CELLWISE,
    nn.Conv2d(3, 3, padding="same"), nn.MaxPool2d((2, 3), 1), nn.AvgPool2d(2), nn.Dropout(0.4),
    nn.Flatten(), nn.Linear(10),
]  # fmt: skip
CASES = {**NETWORKS, "every layer": (EVERYTHING, (2, 12, 13))}
FORMATS = {
    "npz": (nn.save_npz, nn.load_npz),
    "safetensors": (nn.save_safetensors, nn.load_safetensors),
}


def trained(case):
    """Let a network learn a little, so that no number is what it started as."""
    layers, shape = CASES[case]
    x, y = samples(shape, 40)
    run = nn.Trainer(layers, nn.Data(x, y, x, y, tuple("0123456789")), batch_size=8)
    run.set(optimizer=nn.Adam(0.01))
    run.epoch()
    return run.net, x


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("case", CASES)
def test_a_file_gives_back_the_same_predictions_bit_for_bit(case, form, tmp_path):
    net, x = trained(case)
    save, load = FORMATS[form]
    assert save(net, tmp_path / "net") == tmp_path / "net"
    for source in (save(net), tmp_path / "net", str(tmp_path / "net")):
        again = load(source)
        assert again.layers == net.layers
        assert_array_equal(again.forward(x), net.forward(x))


@pytest.mark.parametrize("case", CASES)
def test_onnx_runs_elsewhere_to_the_same_answer(case):
    net, x = trained(case)
    session = onnxruntime.InferenceSession(nn.save_onnx(net), providers=["CPUExecutionProvider"])
    for count in (1, 40):
        scores = session.run(["scores"], {"images": x[:count]})[0]
        assert_allclose(scores, net.forward(x[:count]), rtol=1e-5, atol=1e-5)


def test_pytorch_takes_the_file_as_it_is(tmp_path):
    from safetensors.torch import load_file

    net, x = trained("8x8")
    nn.save_safetensors(net, tmp_path / "net.safetensors")
    model = twin(nn.Sequential(net.layers, net.input_shape))
    model.load_state_dict(load_file(tmp_path / "net.safetensors"))
    answer = model(torch.from_numpy(x)).detach().numpy()
    assert_allclose(answer, net.forward(x), rtol=1e-5, atol=1e-5)


def test_without_the_package_there_is_a_sentence(monkeypatch):
    net, _ = trained("8x8")
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(RuntimeError, match="pip install onnx"):
        nn.save_onnx(net)


def damaged(load, data):
    with pytest.raises((ValueError, ShapeError)) as refusal:
        load(data)
    return str(refusal.value)


@pytest.mark.parametrize("form", FORMATS)
def test_a_broken_file_is_refused_with_a_sentence(form):
    net, _ = trained("8x8")
    save, load = FORMATS[form]
    whole = save(net)
    for data in (b"", b"no network", whole[:100], whole[:-200]):
        assert "this is no" in damaged(load, data)


def test_a_file_that_lies_is_refused():
    net, _ = trained("8x8")
    from cnnviz.nn.files import describe, network_of

    note, state = describe(net), net.state()
    for wrong in ("", "[]", "{}", note.replace("Conv2d", "System"), note.replace("kernel", "k")):
        with pytest.raises(ValueError, match="does not describe a network"):
            network_of(wrong, state)
    with pytest.raises(ValueError, match="layer 1, convolution: a window of 9 does not fit"):
        network_of(note.replace('"kernel": 3', '"kernel": 9'), state)
    with pytest.raises(ShapeError, match=r"0.weight has shape \(8, 1, 3, 3\), not \(8, 1, 2, 2\)"):
        network_of(note, state | {"0.weight": np.ones((8, 1, 2, 2))})
    with pytest.raises(ShapeError, match="has no 7.weight"):
        network_of(note, state | {"7.weight": np.ones(3)})


def test_nothing_pickled_is_read():
    import io

    file = io.BytesIO()
    np.savez(file, cnnviz=np.array([{"a": 1}], object))
    assert "this is no" in damaged(nn.load_npz, file.getvalue())
