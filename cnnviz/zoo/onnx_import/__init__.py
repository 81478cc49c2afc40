"""Networks of other programs: ONNX read as a graph of ours."""

from cnnviz.zoo.onnx_import.build import open_onnx

__all__ = ["open_onnx"]
