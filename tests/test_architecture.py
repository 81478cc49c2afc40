"""Who may import whom: every import points down this list or stays on its floor."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = [
    {"cnnviz.trace", "cnnviz.geometry", "cnnviz.text", "cnnviz.message", "cnnviz.contracts"},
    {"cnnviz.ops", "cnnviz.kernels", "cnnviz.images"},
    {"cnnviz.backward", "cnnviz.receptive_field"},
    {"cnnviz.nn", "cnnviz.datasets"},
    {"cnnviz.zoo", "cnnviz.insight", "cnnviz.lessons"},
    {"cnnviz.training"},
    {"cnnviz.view"},
    {"cnnviz.server"},
    {"cnnviz.ui"},
    {"pages", "app"},
]
HOMES = {  # what only some rooms may know
    "streamlit": {"cnnviz.server", "cnnviz.ui", "pages", "app"},
    "starlette": {"cnnviz.server"},
    "plotly": {"cnnviz.view", "cnnviz.ui", "cnnviz.server"},
    "PIL": {"cnnviz.images"},
    "safetensors": {"cnnviz.nn", "cnnviz.zoo"},
    "onnx": {"cnnviz.nn", "cnnviz.zoo"},
}
TOUCH_SESSION_STATE = {
    "cnnviz.ui.state.session",  # keeps the one object that holds what pages remember
    "cnnviz.ui.state.widget_state",  # reads and sets the values of widgets, by their keys
}
RUNS = {"numpy", *HOMES}  # with the standard library, all the app may import
FILES = sorted([ROOT / "app.py", *ROOT.glob("cnnviz/**/*.py"), *ROOT.glob("pages/**/*.py")])
PAGES = [path for path in FILES if ROOT / "pages" in path.parents]
COMPONENTS = ROOT / "assets" / "components"
ASSETS = sorted(path for path in COMPONENTS.glob("*/*") if path.suffix in {".js", ".ts", ".css"})
REACHES = re.compile(r"""(?:from|import|@import|url\()\s*\(?["']([^"']+)["']""")


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def lives_in(name: str, homes: set[str]) -> bool:
    return any(name == home or name.startswith(f"{home}.") for home in homes)


def floor(name: str) -> int | None:
    return next((height for height, homes in enumerate(FLOORS) if lives_in(name, homes)), None)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [f for f in FILES if module(f) != "cnnviz"], ids=named)
def test_imports_point_down(path):
    here = floor(module(path))
    assert here is not None, f"{module(path)} has no floor: add it to FLOORS"
    for name in imports(path):
        there = floor(name)
        assert there is None or there <= here, f"{module(path)} reaches up to {name}"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_library_stays_in_its_room(path):
    for name in imports(path):
        top = name.split(".")[0]
        assert top in {"cnnviz", *RUNS, *sys.stdlib_module_names}, f"nothing installs {name}"
        assert top not in HOMES or lives_in(module(path), HOMES[top]), f"{top} in {module(path)}"


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_leaves_the_address_and_the_caches_to_ui(path):
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    used = {node.attr for node in tree if isinstance(node, ast.Attribute)}
    assert not {name for name in used if name == "query_params" or name.startswith("cache_")}


def mentions(path: Path, word: str) -> bool:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return any(word in (getattr(node, "attr", ""), getattr(node, "name", "")) for node in tree)


def test_the_state_of_a_session_is_touched_in_two_modules():
    """All others ask these; what pages remember has a typed field, and widgets have their keys."""
    assert {module(path) for path in FILES if mentions(path, "session_state")} == (
        TOUCH_SESSION_STATE
    )


def test_the_oracles_do_not_know_what_they_judge():
    for path in (ROOT / "tests" / "oracles").glob("*.py"):
        assert not [name for name in imports(path) if name.startswith("cnnviz")], path.name


@pytest.mark.parametrize("path", ASSETS, ids=named)
def test_a_component_imports_from_its_own_folder_and_from_shared(path):
    for name in REACHES.findall(path.read_text(encoding="utf-8")):
        target = (path.parent / name).resolve()
        assert name.startswith("."), f"{named(path)} leaves this server for {name}"
        assert target.parent in {path.parent, COMPONENTS / "_shared"}, name
        assert target.is_file() or target.with_suffix(".d.ts").is_file(), f"there is no {name}"


def test_every_way_to_import_is_seen():
    script = 'import { a } from "./a.js"; import("./b.js"); /** @import { C } from "./c.js" */'
    assert REACHES.findall(script) == ["./a.js", "./b.js", "./c.js"]
    assert REACHES.findall('@import url("./a.css"); @import "./b.css";') == ["./a.css", "./b.css"]


def test_no_pages_folder_beside_the_main_script():
    """Streamlit would take the app for an older kind, and deep links would break."""
    assert not (ROOT / "cnnviz" / "ui" / "pages").exists()
    assert not list((ROOT / "pages").glob("*.py"))


def test_the_floors_can_tell_up_from_down(tmp_path):
    """The checks above are only worth something if a wrong import trips them."""
    assert floor("cnnviz.ops.conv2d") < floor("cnnviz.view.scene") < floor("cnnviz.ui.main")
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from cnnviz.ui.lesson import contents\nimport streamlit.runtime")
    assert list(imports(wrong)) == ["cnnviz.ui.lesson.contents", "streamlit.runtime"]
    assert not lives_in("cnnviz.viewer", {"cnnviz.view"})


TWINS = {  # one name for one thing of the field, as a layer that learns and as a node of a graph
    "Conv2d",
    "Dropout",
    "Flatten",
}
VERBS = {
    "adopt", "apply", "ask", "check", "choose", "cut", "do", "drop", "edit", "find", "fit", "get",
    "forget", "keep", "look", "make", "open", "pick", "put", "read", "show", "start", "stop",
    "take", "write",
}  # fmt: skip
COMMANDS = "cnnviz.training.commands"  # its functions are named as the browser's messages are
ROOMS = {"cnnviz/ops", "cnnviz/zoo/operators"}  # a file for each operation


def public(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[str, str]]:
    """Name what modules define on their first level, and the module."""
    for path in FILES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, kind) and not node.name.startswith("_"):
                yield node.name, module(path)


def test_a_public_class_stands_once():
    homes: dict[str, list[str]] = {}
    for name, home in public(ast.ClassDef):
        homes.setdefault(name, []).append(home)
    twice = {name: found for name, found in homes.items() if len(found) > 1}
    assert not twice.keys() - TWINS, twice


def test_no_public_function_is_named_by_a_verb_alone():
    found = public((ast.FunctionDef, ast.AsyncFunctionDef))
    assert not [(name, home) for name, home in found if name in VERBS and home != COMMANDS]


def test_the_root_of_the_package_holds_only_what_all_share():
    files = {path.stem for path in (ROOT / "cnnviz").glob("*.py")}
    assert files == {"__init__", "trace", "geometry", "text", "message"}


def test_no_folder_holds_more_than_can_be_seen_at_once():
    folders = {path.parent for path in FILES if "cnnviz" in path.parts}
    sizes = {str(at.relative_to(ROOT)): len([*at.glob("*.py")]) for at in folders}
    assert not {at: size for at, size in sizes.items() if size > 22 and at not in ROOMS}
