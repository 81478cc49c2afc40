"""Write every component's ``contract.d.ts`` from its module in ``cnnviz/contracts``.

python -m tools.make_contracts
"""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import (
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import numpy as np

import cnnviz.contracts

SHARED = "_shared"  # belongs to no component
COMPONENTS = Path(__file__).parents[1] / "assets" / "components"
HEAD = "// Written by `make contracts` from {}.py: change it there.\n"
PLAIN = {
    int: "number",
    float: "number",
    str: "string",
    bool: "boolean",
    NoneType: "null",
    Any: "unknown",
    object: "unknown",
}
ARRAYS = {
    np.uint8: "Uint8Array",
    np.int16: "Int16Array",
    np.int32: "Int32Array",
    np.float32: "Float32Array",
}


def contracts() -> dict[Path, str]:
    """Write down the text of every contract, by the file it belongs into."""
    names = [found.name for found in pkgutil.iter_modules(cnnviz.contracts.__path__)]
    modules = {name: importlib.import_module(f"cnnviz.contracts.{name}") for name in names}
    return {COMPONENTS / name / "contract.d.ts": declared(modules[name]) for name in names}


def declared(module: ModuleType) -> str:
    """Declare what a module of contracts defines, and import what it takes from elsewhere."""
    kinds = [kind for kind in vars(module).values() if is_typeddict(kind)]
    own = [kind for kind in kinds if kind.__module__ == module.__name__]
    name = module.__name__.rpartition(".")[2]
    text = written(name.capitalize(), own)
    head = HEAD.format(module.__name__.replace(".", "/"))
    return head + "".join(_imports(_foreign(own), text)) + "\n" + text


def written(name: str, kinds: Sequence[Any]) -> str:
    """Write TypedDicts as interfaces, every message, and what the component ``name`` is handed."""
    names = [kind.__name__ for kind in kinds]
    handed = [] if name == SHARED else [_component(name, names)]
    return "\n".join([*map(_interface, kinds), *_messages(names), *handed])


def _foreign(own: Sequence[Any]) -> list[Any]:
    """Find the TypedDicts that others mention in their fields."""
    hints = [hint for kind in own for hint in get_type_hints(kind, include_extras=True).values()]
    found: dict[Any, None] = {}
    while hints:
        hint = hints.pop(0)
        if is_typeddict(hint):
            found[hint] = None
        hints += get_args(hint)
    return [kind for kind in found if kind not in own]


def _imports(foreign: Sequence[Any], text: str) -> Iterator[str]:
    """Import what other files declare: shared types, TypedDicts of another contract."""
    if "Component<" in text:
        yield 'import type { Component } from "../_shared/component.js";\n'
    if "Packed<" in text:
        yield 'import type { Packed } from "../_shared/message.js";\n'
    for kind in foreign:
        home = kind.__module__.removeprefix("cnnviz.contracts.")
        yield f'import type {{ {kind.__name__} }} from "../{home}/contract.js";\n'


def _messages(names: Sequence[str]) -> Iterator[str]:
    """Join header and arrays to the message that `unpack` makes of them."""
    for name in names:
        arrays = name.removesuffix("Header") + "Arrays"
        if name.endswith("Header") and arrays in names:
            message = name.removesuffix("Header") + "Message"
            yield f"export type {message} = {name} & {{ arrays: {arrays} }};\n"


def _component(name: str, names: Sequence[str]) -> str:
    """Say what Streamlit hands to the component: a packed message comes as bytes."""
    data = f"{name}Message" if f"{name}Message" in names else "Uint8Array"
    reports = [kind if kind in names else "{}" for kind in (f"{name}State", f"{name}Triggers")]
    return f"export type {name}Component = Component<{', '.join([data, *reports])}>;\n"


def _interface(kind: Any) -> str:
    """Declare a TypedDict, its docstring as the comment."""
    fields = get_type_hints(kind, include_extras=True)
    marks = {name: "?" for name in kind.__optional_keys__}
    lines = [f"  {name}{marks.get(name, '')}: {typescript(hint)};" for name, hint in fields.items()]
    return "\n".join([*_comment(kind), f"export interface {kind.__name__} {{", *lines, "}\n"])


def _comment(kind: Any) -> list[str]:
    """Quote a docstring."""
    said = inspect.cleandoc(kind.__doc__ or "").splitlines()
    if len(said) < 2:
        return [f"/** {line} */" for line in said]
    return ["/**", *(f" * {line}".rstrip() for line in said), " */"]


def typescript(hint: Any) -> str:
    """Say a type hint in TypeScript.

    Raises
    ------
    TypeError
        When a hint has no counterpart.

    Examples
    --------
    >>> typescript(list[Literal["row", "col"] | None])
    '("row" | "col" | null)[]'
    >>> typescript(dict[str, tuple[int, int]])
    'Record<string, [number, number]>'
    >>> typescript(np.ndarray[Any, np.dtype[np.float32]])
    'Packed<Float32Array>'
    """
    if is_typeddict(hint):
        return hint.__name__
    if hint in PLAIN:
        return PLAIN[hint]
    origin, inside = get_origin(hint), get_args(hint)
    if origin in READERS:
        return READERS[origin](*inside)
    raise TypeError(f"{hint} has no counterpart in a contract")


def _list(item: Any) -> str:
    text = typescript(item)
    return f"({text})[]" if " | " in text else f"{text}[]"


def _tuple(*items: Any) -> str:
    if items[1:] == (Ellipsis,):
        return _list(items[0])
    return f"[{', '.join(map(typescript, items))}]"


def _union(*choices: Any) -> str:
    return " | ".join(dict.fromkeys(map(typescript, choices)))


def _literal(*choices: Any) -> str:
    return " | ".join(json.dumps(choice) for choice in choices)


def _array(_: Any, dtype: Any) -> str:
    return f"Packed<{ARRAYS[get_args(dtype)[0]]}>"


def _record(key: Any, value: Any) -> str:
    return f"Record<{typescript(key)}, {typescript(value)}>"


READERS = {
    list: _list,
    Sequence: _list,
    tuple: _tuple,
    dict: _record,
    Mapping: _record,
    Union: _union,
    UnionType: _union,
    Literal: _literal,
    np.ndarray: _array,
    Required: typescript,
    NotRequired: typescript,
}

if __name__ == "__main__":
    for path, text in contracts().items():
        path.write_text(text, encoding="utf-8")
