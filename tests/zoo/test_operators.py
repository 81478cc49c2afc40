"""Every kind of node says everything about itself; who forgets something is told."""

import sys

import numpy as np
import pytest

from cnnviz.view.network.words import describe_layer, describe_map
from cnnviz.zoo import Graph, ModelError, Node, operators
from cnnviz.zoo.operators import ALL
from tests.view.test_network_code import every_kind

SHOWN = every_kind()  # whose code is run in both dialects in tests/view/test_network_code.py


def test_every_kind_is_in_the_network_whose_code_is_run():
    assert {node.kind for node in SHOWN.nodes} | {"Reshape"} == ALL.keys()


@pytest.mark.parametrize("node", SHOWN.nodes, ids=lambda node: node.kind)
def test_a_kind_is_described_with_its_numbers(node):
    layer, unit = describe_layer(SHOWN, node), describe_map(SHOWN, node)
    assert layer
    assert "{" not in layer
    assert unit[0].isupper() or unit.startswith("e to the power")
    assert unit.endswith(".")
    assert ALL[node.kind].title


@pytest.mark.parametrize("node", SHOWN.nodes, ids=lambda node: node.kind)
def test_the_maps_it_says_it_reads_are_those_a_map_is_made_of(node):
    """Held against what is explained; of LRN's neighbours the drawing shows the map itself."""
    values = SHOWN.run(every_image())
    ranges = ALL[node.kind].map_ranges(node, [SHOWN.shapes[name] for name in node.reads])
    assert len(ranges) == SHOWN.shapes[node.name][0]
    for channel in {0, len(ranges) - 1}:
        said = {
            (node.reads[at], one)
            for at, first, count in ranges[channel]
            for one in range(first, first + count)
        }
        made = SHOWN.unit(values, node.name, channel)
        found = {(source, int(one)) for source, some in made.sources for one in some}
        if node.kind == "LRN":
            assert said <= found
        elif node.kind != "Gemm":  # which is explained by the maps behind the row it reads
            assert said == found


def every_image():
    return np.random.default_rng(1).random((1, *SHOWN.input_shape), dtype="f4")


def test_a_kind_nobody_wrote_is_named_with_the_file_that_would_add_it():
    with pytest.raises(ModelError, match="no operator Erf: a file in cnnviz/zoo/operators adds"):
        ALL["Erf"]
    with pytest.raises(ModelError, match="erf is a Erf, which is not supported"):
        Graph((1, 2, 2), [Node("erf", "Erf", ("image",))])


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [("title", "lacks title$"), ("code", "lacks code$"), ("describe", "lacks describe$")],
)
def test_an_operator_that_says_too_little_does_not_load(tmp_path, monkeypatch, left_out, missing):
    parts = {
        "title": 'title = "Trial"',
        "describe": "def describe(self, node, shapes): return ''",
        "code": "def code(self, node, shapes, names, to): yield ''",
    }
    body = "\n    ".join(text for name, text in parts.items() if name != left_out)
    (tmp_path / "trial.py").write_text(
        "from cnnviz.zoo.operators._operator import Operator\n\n\n"
        "class Trial(Operator):\n"
        '    kind, word, combines = "Trial", "trial", "each"\n'
        "    forward = backward = stops = lambda self, *given: None\n"
        f"    {body}\n\n\nOPERATOR = Trial()\n"
    )
    monkeypatch.setattr(operators, "__path__", [*operators.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "cnnviz.zoo.operators.trial", raising=False)
    with pytest.raises(TypeError, match=missing):
        operators.load_operators()
    sys.modules.pop("cnnviz.zoo.operators.trial", None)
