"""Damaged, hostile and unsupported files are refused with a sentence, never with a traceback."""

import io
import json
import re
import zipfile

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save

from cnnviz import nn
from cnnviz.zoo import IMAGE, Graph, ModelError, Node, open_model
from tests.zoo.networks import DIGITS, branched, in_onnx, walk
from tests.zoo.test_onnx import SMALL, file, small

make = helper.make_node
WEIGHT = np.ones((2, 1, 3, 3), np.float32)


def refusal(data, name="net.onnx"):
    """Read the sentence a file is refused with."""
    data = data if isinstance(data, bytes) else data.SerializeToString()
    with pytest.raises(ModelError) as refused:
        open_model(data, name)
    sentence = str(refused.value)
    assert len(sentence) < 500
    assert sentence.isprintable()
    return sentence


def conv(weight=WEIGHT, sides=("N", 1, 8, 8), more=(), end="y", reads=("x", "w"), **says):
    """Make a file of one convolution and a mean."""
    nodes = [make("Conv", reads, ["c"], **says), make("GlobalAveragePool", ["c"], ["y"])]
    return file([*nodes, *more], {"w": weight}, sides, end)


def second(model):
    """Let a file read two pictures."""
    model.graph.input.append(helper.make_tensor_value_info("x2", TensorProto.FLOAT, (1, 1, 8, 8)))
    model.graph.node[0].input[:] = ["x"]
    model.graph.node[0].op_type = "Relu"
    model.graph.node.append(make("Add", ["y", "x2"], ["z"]))
    model.graph.output[0].name = "z"
    return model


def promising(dims, raw=b"", **more):
    """Let the weights of a file promise other sizes than they have."""
    model = conv()
    model.graph.initializer[0].CopyFrom(
        TensorProto(name="w", data_type=TensorProto.FLOAT, dims=dims, raw_data=raw, **more)
    )
    return model


def old(version):
    model = conv()
    model.opset_import[0].version = version
    return model


def circle():
    return file(
        [make("Add", ["x", "b"], ["a"]), make("Relu", ["a"], ["b"])], {}, ("N", 1, 8, 8), "b"
    )


def unsupported():
    nodes = [
        make("HardSwish", ["x"], ["a"]),
        make("HardSwish", ["a"], ["b"]),
        make("Mul", ["a", "b"], ["c"]),
        make("Fancy", ["c"], ["y"], domain="com.other"),
    ]
    return file(nodes, {}, ("N", 1, 8, 8), "y")  # fmt: skip


def external():
    model = promising([2, 1, 3, 3])
    model.graph.initializer[0].data_location = TensorProto.EXTERNAL
    entry = model.graph.initializer[0].external_data.add()
    entry.key, entry.value = "location", "/etc/passwd"
    return model


NAN = np.where(np.arange(18).reshape(2, 1, 3, 3) == 4, np.nan, WEIGHT)
NARROW = np.ones((2, 4, 3, 3), np.float32)
LEARNING = {"training_mode": 1}
NORM = {name: np.ones(1, np.float32) for name in "sbmv"}
REFUSED = {
    "nothing": (lambda: b"", "This file is empty."),
    "no ONNX": (lambda: b"no network at all", "This is no ONNX file, or it is damaged."),
    "the first half": (lambda: conv().SerializeToString()[:80], "This is no ONNX file, or"),
    "no nodes": (lambda: file([], {}, (1, 1, 8, 8), "y"), "This ONNX file holds no network."),
    "too large": (lambda: bytes(11 * 2**20), "This file has 11 MB; the limit is 10 MB."),
    "too many nodes": (
        lambda: file([make("Relu", [f"x{i}" if i else "x"], [f"x{i + 1}"]) for i in range(201)],
                     {}, (1, 1, 8, 8), "x201"),
        r"This network makes 1 map of 8 x 8|This network has 201 nodes; the limit is 200.",
    ),
    "too many weights": (lambda: promising([5000, 1001]),
                         "This network has 5,005,000 weights; the limit is 5,000,000."),
    "a huge promise": (lambda: promising([2**31, 2**31]), "weights; the limit is 5,000,000"),
    "a negative promise": (lambda: promising([-1, 2]), "w promises a negative size"),
    "a false promise": (lambda: promising([2, 1, 3, 3], b"1234"),
                        "w promises 2 x 1 x 3 x 3 numbers, and holds others"),
    "another file": (external, "w lies in another file: save the network as one file"),
    "no numbers": (lambda: promising([1], string_data=[b"a"]), "numbers, and holds others"),
    "too many maps": (lambda: conv(np.ones((300, 1, 1, 1), np.float32), (1, 1, 256, 256)),
                      "The maps of one picture would take 75.3 MB; the limit is 64 MB."),
    "endless maps": (lambda: conv(np.ones((10**6, 1, 1, 1), np.float32), (1, 1, 256, 256)),
                     "The maps of one picture would take"),
    "large windows": (
        lambda: conv(np.ones((1, 1, 255, 255), np.float32), (1, 1, 256, 256), pads=[127] * 4),
        "One of its nodes would need 16,256.3 MB; the limit is 256 MB.",
    ),
    "rings without end": (
        lambda: conv(more=[make("MaxPool", ["c"], ["z"], kernel_shape=[10**6] * 2,
                                pads=[10**6 - 1] * 4)], end="z"),
        "padding 999999 is wider than 512 cells",
    ),
    "too many products": (
        lambda: conv(np.ones((200, 1, 31, 31), np.float32), (1, 1, 256, 256), pads=[15] * 4,
                     strides=[2, 2]),
        "One picture would take 3,149,004,800 mult",
    ),
    "too many classes": (lambda: conv(np.ones((2001, 1, 1, 1), np.float32)),
                         "This network has 2,001 classes; the limit is 2,000."),
    "huge pictures": (lambda: conv(sides=(1, 1, 1024, 8)), "of 1,024 x 8; the limit is 256 a side"),
    "open sizes": (lambda: conv(sides=("N", 1, "H", "W")), "size of the pictures it reads is left"),
    "four channels": (lambda: conv(sides=(1, 4, 8, 8)), "reads 4 channels; a picture has 1 or 3"),
    "a row": (lambda: file([make("Relu", ["x"], ["y"])], {}, ("N", 784), "y"),
              "This network reads a row of 784 numbers; a picture is"),
    "a volume": (lambda: file([make("Relu", ["x"], ["y"])], {}, (1, 1, 4, 4, 4), "y"),
                 "This network reads the shape"),
    "two pictures": (lambda: second(conv()), "its inputs are: x, x2"),
    "bytes": (lambda: as_bytes(conv()), "x, which it reads, is not made of real numbers"),
    "no output": (lambda: conv(end="nowhere"), "its inputs are: none"),
    "unsupported": (unsupported, r"supported: HardSwish \(2\), Mul \(1\), com.other.Fancy \(1\)"),
    "opset 6": (lambda: old(6), "This file is written in opset 6; 7 and later are read."),
    "a circle": (circle, "Some nodes read each other in a circle: Add, Relu"),
    "an unknown name": (lambda: conv(reads=("x", "v")), "Conv reads v, which nothing makes"),
    "a name twice": (lambda: conv(more=[make("Relu", ["x"], ["c"])]), "Two nodes make c"),
    "no weight": (lambda: conv(reads=("x",)), "conv1 .Conv. cannot be read: its weight is not in"),
    "weights that move": (lambda: conv(reads=("x", "x")), "changes with the picture"),
    "not numbers": (lambda: conv(NAN), "the weight of conv1 .Conv. is not all finite numbers"),
    "no window": (lambda: conv(WEIGHT[..., :0, :]), "every side|empty|at least 1|does not fit"),
    "a volume's weight": (lambda: conv(WEIGHT[None]), "its weight has 5 axes, not 4"),
    "other channels": (
        lambda: conv(NARROW),
        r"conv1 \(Conv\) cannot read 1 map of 8 x 8: the filters read 4 channels in all",
    ),
    "groups": (lambda: conv(group=3), "with 3 groups, channels and filters must be multiples of 3"),
    "no groups": (lambda: conv(group=0), "with 0 groups"),
    "a large window": (
        lambda: conv(np.ones((2, 1, 9, 9), np.float32)),
        r"conv1 \(Conv\) cannot read 1 map of 8 x 8: a window of 9 does not fit 8 cells",
    ),
    "wide rings": (lambda: conv(pads=[10**9] * 4), "padding 1000000000 is wider than its window"),
    "few rings": (lambda: conv(pads=[1, 1]), "its pads must be 4 numbers of at least 0, not"),
    "no stride": (lambda: conv(strides=[0, 1]), "stride"),
    "three strides": (lambda: conv(strides=[1, 1, 1]), "its strides has 3 numbers"),
    "an odd wish": (lambda: conv(auto_pad="MAYBE"), "auto_pad says 'MAYBE'"),
    "another window": (lambda: conv(kernel_shape=[2, 2]), "kernel_shape is not that of its weight"),
    "maps at the end": (
        lambda: file([make("Relu", ["x"], ["y"])], {}, (1, 1, 8, 8), "y"),
        "This network makes 1 map of 8 x 8, not a row of scores.",
    ),
    "a sum of other sizes": (
        lambda: conv(more=[make("Add", ["x", "c"], ["z"])], end="z"),
        r"add1 \(Add\) cannot read 1 map of 8 x 8 and 2 maps of 6 x 6",
    ),
    "another axis": (lambda: conv(more=[make("Concat", ["c", "c"], ["z"], axis=2)], end="z"),
                     "it joins along axis 2; only axis 1"),
    "a row of weights": (lambda: small(np.ones((5, 3), np.float32)), "a class has 5 weights, but"),
    "another reshape": (
        lambda: file([make("Reshape", ["x", "s"], ["y"])], {"s": np.array([-1, 2])},
                     (1, 1, 2, 2), "y"),
        r"makes \[-1, 2\] of 1 map of 2 x 2; only one row a picture is read",
    ),
    "a layer that learns": (
        lambda: file([make("BatchNormalization", ["x", *"sbmv"], ["y"], **LEARNING)], NORM,
                     (1, 1, 2, 2), "y"),
        "it is still learning: export the network in evaluation mode",
    ),
    "a dropout that drops": (
        lambda: file([make("Dropout", ["x", "", "t"], ["y"])], {"t": np.array(True)},
                     (1, 1, 2, 2), "y"),
        "it still drops cells: export the network in evaluation mode",
    ),
    "a negative variance": (
        lambda: file([make("BatchNormalization", ["x", *"sbmv"], ["y"])],
                     NORM | {"v": -np.ones(1, np.float32)}, (1, 1, 2, 2), "y"),
        "a variance is not above 0",
    ),
    "no number": (
        lambda: file([make("LeakyRelu", ["x"], ["y"], alpha=np.inf)], {}, (1, 1, 1, 1), "y"),
        "the negative_slope of leakyrelu1 .LeakyRelu. is no finite number",
    ),
    "settings of another kind": (
        lambda: file([make("LeakyRelu", ["x"], ["y"], alpha="much")], {}, (1, 1, 2, 2), "y"),
        "The settings of leakyrelu1 .LeakyRelu. are damaged.",
    ),
    "odd damping": (
        lambda: file([make("LRN", ["x"], ["y"], size=3, bias=-1.0)], {}, (1, 1, 2, 2), "y"),
        "its alpha must be at least 0, and its bias above",
    ),
    "half a mean": (
        lambda: conv(more=[make("AveragePool", ["c"], ["z"], kernel_shape=[3, 3], strides=[2, 2],
                                ceil_mode=1, count_include_pad=1)], end="z"),
        "ceil_mode together with count_include_pad is not supported",
    ),
    "another ending": (lambda: (b"x", "net.pt"), r"net.pt is no .onnx, .safetensors or .npz file"),
}  # fmt: skip


def as_bytes(model):
    model.graph.input[0].type.tensor_type.elem_type = TensorProto.UINT8
    return model


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_is_refused_with_a_sentence(case):
    made, sentence = REFUSED[case]
    found = made()
    assert re.search(sentence, refusal(*(found if isinstance(found, tuple) else (found,))))


def good():
    """Make sound files of every format."""
    net = nn.Sequential(DIGITS, (1, 8, 8))
    model = in_onnx(branched())
    del model.graph.output[1:]
    return {
        "a.onnx": model.SerializeToString(),
        "b.onnx": small(names='["cat", "dog", "cow"]').SerializeToString(),
        "c.safetensors": nn.save_safetensors(net),
        "d.npz": nn.save_npz(net),
    }


@pytest.mark.parametrize("name", ["a.onnx", "b.onnx", "c.safetensors", "d.npz"])
def test_damage_anywhere_is_refused_or_harmless(name):
    """Bytes changed, cut out and doubled: a model comes out, or a sentence."""
    data, rng = good()[name], np.random.default_rng(0)
    refused, sentences = 0, set()
    for _ in range(150):
        broken = bytearray(data)
        # most of a file is weights; what describes them lies at its ends
        spot = int(rng.choice([rng.integers(len(data)), rng.integers(min(400, len(data))),
                               len(data) - 1 - rng.integers(min(900, len(data)))]))  # fmt: skip
        match rng.integers(3):
            case 0:
                broken[spot] = rng.integers(256)
            case 1:
                del broken[spot : spot + int(rng.integers(1, 20))]
            case 2:
                broken[spot:spot] = broken[spot : spot + int(rng.integers(1, 20))]
        try:
            model = open_model(bytes(broken), name)
            model.graph.run(np.zeros((1, *model.graph.input_shape)))
        except ModelError as error:
            refused += 1
            sentences.add(str(error))
    assert all(sentence.isprintable() for sentence in sentences)
    assert refused > 10


def described(**changes):
    """Write a safetensors file that describes a network with something changed."""
    net = nn.Sequential([nn.Flatten(), nn.Linear(3)], (1, 2, 2))
    layers = [{"kind": "Flatten"}, {"kind": "Linear", "features": 3}]
    note = {"input_shape": [1, 2, 2], "layers": layers} | changes
    return save(net.state(), metadata={"cnnviz": json.dumps(note), "classes": '["a", "b", "c"]'})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"input_shape": [1, 4000, 4000]}, "pictures of 4,000 x 4,000; the limit is 256"),
        ({"input_shape": [1, 2]}, "a picture is"),
        ({"input_shape": "abc"}, "does not describe|channels"),
        ({"layers": []}, "at least one layer"),
        ({"layers": [{"kind": "Flatten"}, {"kind": "Linear", "features": 4_000_000}]},
         "This network has 20,000,000 weights; the limit is 5,000,000."),
        ({"layers": [{"kind": "Flatten"}, {"kind": "Linear", "features": 10**30}]}, "too large"),
        ({"layers": [{"kind": "Linear", "features": 3}]}, "layer 1, linear: it needs a row"),
        ({"layers": [{"kind": "ReLU"}] * 300}, "This network has 300 nodes; the limit is 200"),
        ({"layers": [{"kind": "Evil"}]}, "does not describe a network of cnnviz"),
        ({"layers": 3}, "does not describe a network of cnnviz"),
        ({"layers": [{"kind": "Flatten"}, {"kind": "Linear", "features": 4}]}, "has shape"),
    ],
)  # fmt: skip
def test_a_description_that_cannot_be_is_refused(changes, sentence):
    assert re.search(sentence, refusal(described(**changes), "net.safetensors"))


def test_weights_without_their_layers_are_refused():
    assert "bring the network as .onnx" in refusal(save({"w": SMALL}), "net.safetensors")


def test_a_description_names_its_classes():
    assert open_model(described(), "net.safetensors").classes == ("a", "b", "c")


def test_a_zip_that_unpacks_to_too_much_is_refused():
    file_ = io.BytesIO()
    with zipfile.ZipFile(file_, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("cnnviz.npy", bytes(201 * 2**20))
    assert "would unpack to 201 MB" in refusal(file_.getvalue(), "net.npz")


def test_an_array_that_promises_too_much_is_refused():
    file_ = io.BytesIO()
    np.savez(file_, cnnviz=np.array("{}"), w=np.zeros(3))
    data = file_.getvalue().replace(b"(3,)", b"(9,)")
    assert "npz" in refusal(data, "net.npz")


CASES = {
    "no nodes": (lambda: Graph((1, 4, 4), []), "at least one node"),
    "no picture": (lambda: Graph((4, 4), [Node("a", "Relu", (IMAGE,))]), "reads pictures"),
    "unknown": (lambda: Graph((1, 4, 4), [Node("a", "Relu", ("b",))]), "reads b, which nothing"),
    "kind": (lambda: Graph((1, 4, 4), [Node("a", "Fly", (IMAGE,))]), "a is a Fly, which is not"),
    "twice": (
        lambda: Graph((1, 4, 4), [Node("a", "Relu", (IMAGE,))] * 2),
        "two nodes are called a",
    ),
    "nothing": (lambda: Graph((1, 4, 4), [Node("a", "Add", ())]), "reads nothing"),
    "two ends": (
        lambda: Graph((1, 4, 4), [Node(name, "Relu", (IMAGE,)) for name in "ab"]),
        "a and b are read by no other node",
    ),
    "two reads": (
        lambda: Graph((1, 4, 4), [Node("a", "Relu", (IMAGE, IMAGE))]),
        r"a \(Relu\) cannot read 1 map of 4 x 4 and 1 map of 4 x 4: it reads 1 node, not 2",
    ),
    "only padding": (
        lambda: Graph((1, 2, 2), [Node("a", "MaxPool", (IMAGE,), walk(2, 1, window=(2, 2)))]),
        "would hold only padding",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_graph_that_cannot_be_is_refused(case):
    made, sentence = CASES[case]
    with pytest.raises(ModelError, match=sentence):
        made()


def test_a_file_of_countless_tiny_parts_is_refused_before_it_is_unpacked():
    part = b"\x2a\x00"  # an attribute of nothing
    node = b"\x0a" + varint(len(part) * 10**6) + part * 10**6
    assert "too many small parts" in refusal(b"\x3a" + varint(len(node)) + node)


def varint(number):
    """Write a whole number as protobuf does: seven bits a byte."""
    return bytes([number & 127 | 128]) + varint(number >> 7) if number > 127 else bytes([number])


def test_constants_of_nodes_are_checked_too():
    tensor = numpy_helper.from_array(SMALL)
    tensor.dims[:] = [4000, 4000]
    model = small(more=[])
    model.graph.node.insert(0, make("Constant", [], ["k"], value=tensor))
    assert "16,000,000 weights" in refusal(model)
