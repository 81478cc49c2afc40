"""Export of a network to ONNX."""

from pathlib import Path
from typing import Any

from cnnviz.nn import layers as kinds
from cnnviz.nn.files import Target, write_or_return
from cnnviz.nn.layers import Layer
from cnnviz.nn.layers.layer import Shape
from cnnviz.nn.sequential import Sequential

OPSET, IR = 20, 10  # opset 20 is the first with Gelu; 10 is the IR version released with it


def save_onnx(net: Sequential, path: Target | None = None) -> bytes | Path:
    """Export a network as ONNX: input "images" (N, C, H, W), output "scores" (N, K), any N.

    Parameters
    ----------
    net : Sequential
    path : str or path, optional

    Returns
    -------
    bytes or Path
        The content of the file, or `path` when one is given.

    Raises
    ------
    RuntimeError
        When the onnx package is not installed.
    """
    try:
        from onnx import TensorProto, checker, helper, numpy_helper
    except ImportError:
        raise RuntimeError("writing ONNX needs the onnx package: pip install onnx") from None

    nodes, name = [], "images"
    last = len(net.layers) - 1
    shapes = [net.input_shape, *(row.output_shape for row in net.summary())]
    for at, (layer, shape) in enumerate(zip(net.layers, shapes, strict=False)):
        made = "scores" if at == last else f"{at}.output"
        own = [n for n in net.state() if n.startswith(f"{at}.")]
        operator, settings = onnx_operator(layer, shape)
        nodes.append(helper.make_node(operator, [name, *own], [made], **settings))
        name = made
    graph = helper.make_graph(
        nodes,
        "cnnviz",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, ["N", *net.input_shape])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["N", *net.output_shape])],
        [numpy_helper.from_array(array, name) for name, array in net.state().items()],
    )
    opset = helper.make_opsetid("", OPSET)
    model = helper.make_model(graph, opset_imports=[opset], ir_version=IR, producer_name="cnnviz")
    checker.check_model(model, full_check=True)
    return write_or_return(model.SerializeToString(), path)


def onnx_operator(layer: Layer, shape: Shape) -> tuple[str, dict[str, Any]]:
    """Return the ONNX operator of a layer and its attributes; `shape` is that of its input.

    >>> onnx_operator(kinds.MaxPool2d(2), (1, 8, 8))
    ('MaxPool', {'kernel_shape': (2, 2), 'strides': (2, 2)})
    """
    match layer:
        case kinds.Conv2d():
            path = layer.path(shape)
            (top, bottom), (left, right) = path.padding
            sides = {"pads": (top, left, bottom, right), "dilations": path.dilation}
            return "Conv", {"kernel_shape": path.window, "strides": path.stride} | sides
        case kinds.MaxPool2d() | kinds.AvgPool2d():
            path = layer.path(shape)
            operator = "MaxPool" if isinstance(layer, kinds.MaxPool2d) else "AveragePool"
            return operator, {"kernel_shape": path.window, "strides": path.stride}
        case kinds.Linear():
            return "Gemm", {"transB": 1}
        case kinds.BatchNorm2d():
            return "BatchNormalization", {"epsilon": layer.eps}
        case kinds.LeakyReLU():
            return "LeakyRelu", {"alpha": layer.negative_slope}
        case kinds.ELU():
            return "Elu", {"alpha": layer.alpha}
    return PLAIN[type(layer)], {}


#: ONNX operators without attributes; at inference dropout is the identity.
PLAIN: dict[type[Layer], str] = {
    kinds.Flatten: "Flatten",
    kinds.ReLU: "Relu",
    kinds.GELU: "Gelu",
    kinds.Sigmoid: "Sigmoid",
    kinds.Tanh: "Tanh",
    kinds.Softplus: "Softplus",
    kinds.Dropout: "Identity",
}
