"""All kinds of nodes, found by looking in this folder: adding a file adds a kind."""

from importlib import import_module
from pkgutil import iter_modules

from cnnviz.zoo.node import ModelError
from cnnviz.zoo.operators._operator import MapSources, OnnxInputs, Operator, ValueStep

ATTRIBUTES = ("kind", "word", "title", "combines")
METHODS = ("forward", "backward", "stops", "describe", "code")


class Operators(dict[str, Operator]):
    """Kinds of nodes by name; a kind nobody wrote is named in the error."""

    def __missing__(self, kind: str) -> Operator:
        """Say which file would add it."""
        raise ModelError(f"There is no operator {kind}: a file in cnnviz/zoo/operators adds one.")


def load_operator(module: str) -> Operator:
    """Import a file of this folder.

    Raises
    ------
    TypeError
        When its operator does not say everything about itself; the message says what is missing.
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
    """Import every file of this folder."""
    names = [found.name for found in iter_modules(__path__) if not found.name.startswith("_")]
    return Operators((operator.kind, operator) for operator in map(load_operator, names))


#: Every kind of node, by its name in ONNX.
ALL = load_operators()
#: The same, by every operator of ONNX that is read as one of them.
SPELLINGS: dict[str, Operator] = {
    word: operator for operator in ALL.values() for word in (operator.kind, *operator.also)
}

__all__ = ["ALL", "SPELLINGS", "MapSources", "OnnxInputs", "Operator", "ValueStep"]
