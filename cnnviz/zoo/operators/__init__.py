"""All kinds of nodes, found by looking in this folder: adding a file adds a kind."""

from importlib import import_module
from pkgutil import iter_modules

from cnnviz.zoo.operators._operator import MapSources, OnnxInputs, Operator, ValueStep

#: Every kind of node, by its name in ONNX.
ALL: dict[str, Operator] = {
    operator.kind: operator
    for operator in (
        import_module(f"{__name__}.{module.name}").OPERATOR
        for module in iter_modules(__path__)
        if not module.name.startswith("_")
    )
}
#: The same, by every operator of ONNX that is read as one of them.
SPELLINGS: dict[str, Operator] = {
    word: operator for operator in ALL.values() for word in (operator.kind, *operator.also)
}

__all__ = ["ALL", "SPELLINGS", "MapSources", "Operator", "OnnxInputs", "ValueStep"]
