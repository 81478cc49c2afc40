"""All operators, one module each, discovered in this folder: adding a file adds an operator."""

from importlib import import_module
from pkgutil import iter_modules

from cnnviz.zoo.node import ModelError
from cnnviz.zoo.operators._operator import MapSources, OnnxInputs, Operator, ValueStep

ATTRIBUTES = ("kind", "word", "title", "combines")
METHODS = ("forward", "backward", "stops", "describe", "code")


class Operators(dict[str, Operator]):
    """Operators by name; the error for an unknown name names the file to add."""

    def __missing__(self, kind: str) -> Operator:
        """Raise a KeyError that names the file that would add the operator."""
        raise ModelError(f"There is no operator {kind}: a file in cnnviz/zoo/operators adds one.")


def load_operator(module: str) -> Operator:
    """Import a module of this folder and return its operator.

    Raises
    ------
    TypeError
        When its operator lacks attributes or methods; the message lists them.
    """
    operator: Operator = import_module(f"{__name__}.{module}").OPERATOR
    missing = [name for name in ATTRIBUTES if not getattr(operator, name, "")]
    missing += [
        name for name in METHODS if getattr(type(operator), name) is getattr(Operator, name)
    ]
    if missing:
        raise TypeError(f"the operator in {module}.py lacks {', '.join(missing)}")
    return operator


def load_operators() -> Operators:
    """Import every module of this folder."""
    names = [found.name for found in iter_modules(__path__) if not found.name.startswith("_")]
    return Operators((operator.kind, operator) for operator in map(load_operator, names))


#: Every operator, by its name in ONNX.
ALL = load_operators()
#: The same, by every ONNX operator that is imported as one of them.
SPELLINGS: dict[str, Operator] = {
    word: operator for operator in ALL.values() for word in (operator.kind, *operator.also)
}

__all__ = ["ALL", "SPELLINGS", "MapSources", "OnnxInputs", "Operator", "ValueStep"]
