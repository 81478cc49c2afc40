"""Import of ONNX files as a `cnnviz.zoo.Graph`."""

from cnnviz.zoo.onnx_import.build import open_onnx

__all__ = ["open_onnx"]
