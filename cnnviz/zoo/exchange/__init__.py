"""Networks of other programs: ONNX read as a graph of ours."""

from cnnviz.zoo.exchange.build import open_onnx

__all__ = ["open_onnx"]
