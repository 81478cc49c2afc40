"""What Python and JavaScript say to each other is written down once, for both."""

import json
from pathlib import Path
from typing import Literal, NotRequired, TypedDict

import numpy as np
import pytest
from numpy.typing import NDArray

from tools import make_contracts
from tools.make_contracts import COMPONENTS, typescript, written

ROOT = COMPONENTS.parents[1]
CHECKED = json.loads((ROOT / "tsconfig.json").read_text(encoding="utf-8"))
UNCHECKED = {Path(folder).name for folder in CHECKED["exclude"]}
CONTRACTS = make_contracts.contracts()
PARTS = sorted(
    path.parent.name for path in COMPONENTS.glob("*/*.html") if path.parent.name not in UNCHECKED
)


class Cell(TypedDict):
    """A cell."""

    row: int
    role: NotRequired[Literal["input", "output"]]


class TrialHeader(TypedDict):
    """A header.

    It has two lines.
    """

    cells: list[Cell]
    title: str | None


class TrialState(TypedDict):
    """What it reports."""

    at: int


class TrialArrays(TypedDict):
    """Its arrays."""

    counts: NDArray[np.int32]
    maps: list[NDArray[np.uint8] | None]


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.parent.name)
def test_a_generated_contract_is_up_to_date(path):
    is_fresh = path.exists() and path.read_text(encoding="utf-8") == CONTRACTS[path]
    assert is_fresh, f"{path.relative_to(COMPONENTS)} is stale: run make contracts"


@pytest.mark.parametrize("name", PARTS)
def test_every_component_has_a_contract(name):
    assert COMPONENTS / name / "contract.d.ts" in CONTRACTS, f"write cnnviz/contracts/{name}.py"


def test_a_contract_says_in_typescript_what_python_says():
    text = written("Trial", [Cell, TrialHeader, TrialArrays, TrialState])
    assert (
        '/** A cell. */\nexport interface Cell {\n  row: number;\n  role?: "input" | "output";\n}'
        in text
    )
    assert " * A header.\n *\n * It has two lines.\n */\nexport interface TrialHeader {" in text
    assert "  cells: Cell[];\n  title: string | null;\n" in text
    assert "  counts: Packed<Int32Array>;\n  maps: (Packed<Uint8Array> | null)[];\n" in text
    assert "export type TrialMessage = TrialHeader & { arrays: TrialArrays };" in text
    assert "export type TrialComponent = Component<Uint8Array, TrialState, {}>;" in text


def test_what_has_no_counterpart_is_refused():
    with pytest.raises(TypeError, match="no counterpart"):
        typescript(Path)


def test_what_npm_installs_is_pinned_to_no_other_host():
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = [package["resolved"] for package in locked.values() if "resolved" in package]
    assert not [url for url in found if not url.startswith("https://registry.npmjs.org/")]
    assert all("integrity" in package for path, package in locked.items() if path)
