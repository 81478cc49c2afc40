"""All operations, one module each, discovered in this folder: adding a file adds one."""

from importlib import import_module
from pkgutil import iter_modules

from cnnviz.ops._operation import Cost, Gradients, Operation, Param

ALL: tuple[Operation, ...] = tuple(
    sorted(
        (
            import_module(f"{__name__}.{module.name}").OPERATION
            for module in iter_modules(__path__)
            if not module.name.startswith("_")
        ),
        key=lambda operation: operation.order,
    )
)

# `cnnviz.ops.conv2d` is the function; its file's other names come from `cnnviz.ops.conv2d import`.
globals().update({operation.slug: operation.forward for operation in ALL})

__all__ = ["ALL", "Cost", "Gradients", "Operation", "Param"]
