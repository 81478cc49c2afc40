"""README's promise: who adds one thing touches one place, and the rest follows by itself.

Each trial copies the project, adds what a contributor would add, and looks at what a reader sees.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("cnnviz", "pages", "assets", "tests", "tools", ".streamlit", "pyproject.toml", "app.py")
OPERATION = '''
"""Square: every cell times itself."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops._activation import arriving, trace_cells
from cnnviz.ops._operation import Gradients, Operation
from cnnviz.trace import Trace


def square(x: NDArray) -> NDArray:
    """Multiply every cell by itself."""
    return np.asarray(x) * x


def square_backward(grad_output: NDArray, x: NDArray) -> Gradients:
    """Send back twice the cell, times what arrives."""
    grad_output, x = arriving(grad_output, x)
    return Gradients(2 * x * grad_output)


def trace(image: NDArray) -> Trace:
    """Run `square` on one image of shape (C, H, W) and keep every cell."""
    return trace_cells("square", square, square_backward, image)


OPERATION = Operation(
    "square", "Square", 29, square, trace, backward=square_backward, family="activation",
    formula=r"y = x^2", numpy="y = x * x", torch="y = x * x",
)
'''
OPERATOR = '''
"""Neg: the other sign."""

import numpy as np

from cnnviz.trace import Step
from cnnviz.zoo.operators._blocks import cell_box, cut_box
from cnnviz.zoo.operators._operator import Operator, ValueStep


class Neg(Operator):
    """Turn the sign of every cell."""

    kind, word, title, combines = "Neg", "neg", "Negation", "map"
    keeps_cells = True

    def forward(self, node, inputs):
        """Turn signs."""
        return -inputs[0]

    def backward(self, node, arrives, inputs):
        """Turn signs back."""
        return [-arrives]

    def stops(self, node, reads, cell):
        """Turn one sign."""
        box = cell_box(cell)
        window = cut_box(reads[0], box)
        step = Step(
            reads=box, writes=box, window=window, terms=-window, combine="map",
            partials=-window[:, 0, 0], result=-window, slope=np.full((1, 1, 1), -1.0),
        )
        return 0.0, [ValueStep(0, step)]

    def describe(self, node, shapes):
        """Say it."""
        return "every sign is turned"

    def code(self, node, shapes, names, to):
        """Write it."""
        yield f"{names.y} = -{names.x}"


OPERATOR = Neg()
'''
LESSON = '''
"""Count the steps of a trial. A second sentence."""

from cnnviz.ui.lesson import frame

PAGE = {"title": "A trial lesson", "icon": ":material/school:"}

top = frame.begin_lesson("trial", "What a trial begins with.")
frame.end_lesson("trial", top, ["Try the trial."])
'''
CONTRACT = '''
"""What the component ``trial`` is given."""

from typing import TypedDict


class TrialMessage(TypedDict):
    """A number to show."""

    count: int
'''


@pytest.fixture
def project(tmp_path):
    """A copy of the project, and a way to run Python in it."""
    for name in PARTS:
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    shutil.copy(ROOT / "conftest.py", tmp_path)
    return tmp_path


def run(project, *command):
    """Run Python in the copy; its output, once it has succeeded."""
    done = subprocess.run(
        [sys.executable, *command], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def script(project, text):
    (project / "script.py").write_text(HEAD + text)
    return run(project, "script.py").splitlines()


HEAD = """
import conftest
from streamlit.testing.v1 import AppTest
from cnnviz.ui.lesson import contents

def visit(address, **parameters):
    files = {lesson.slug: lesson.path for lesson in contents.lessons()}
    app = AppTest.from_file("cnnviz/ui/main.py", default_timeout=120).run()
    app.switch_page(str(files[address]))
    app.query_params.update(parameters)
    app.run()
    assert not app.exception and not app.error, (app.exception, app.error)
    return app
"""


def test_an_operation_is_one_file_and_its_oracle(project):
    (project / "cnnviz" / "ops" / "square.py").write_text(OPERATION.lstrip())
    oracle = "\n\ndef square(x):\n    return each(x, lambda value: value * value)\n"
    with (project / "tests" / "oracles" / "activation.py").open("a") as file:
        file.write(oracle)
    said = run(project, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "square",
               "tests/test_operations.py")  # fmt: skip
    assert int(said.split(" passed")[0].split()[-1]) >= 10
    lines = script(project, """
app = visit("activation", activation_operation="Square")
print(app.selectbox(key="activation_operation").value)
print([" ".join(text.value.split()) for text in app.latex if "x^2" in text.value][0])
print([code.value for code in app.code if "y = x * x" in code.value][0].splitlines()[0])
app = visit("playground", playground_operation="Square")
print(app.selectbox(key="playground_operation").value)
""")  # fmt: skip
    assert lines[0] == lines[-1] == "Square"
    assert "x^2" in lines[1]


def test_a_kind_of_node_is_one_file(project):
    (project / "cnnviz" / "zoo" / "operators" / "neg.py").write_text(OPERATOR.lstrip())
    lines = script(project, """
import numpy as np
from onnx import TensorProto, helper
from cnnviz.view.network import NUMPY, layer_table, network_code
from cnnviz.zoo import open_model

nodes = [helper.make_node("Neg", ["x"], ["turned"]), helper.make_node("Flatten", ["turned"], ["y"])]
graph = helper.make_graph(
    nodes, "trial", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 1, 8, 8])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", 64])],
)
file = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
model = open_model(file.SerializeToString(), "trial.onnx")
image = np.random.default_rng(0).random((1, 1, 8, 8), np.float32)
assert (model.graph.run(image)["neg1"] == -image).all()
print(network_code(model.graph, NUMPY))
app = visit("network")
app.session_state["session"].model.value = model
app.query_params["network_model"] = "My file"
app.run()
assert not app.exception and not app.error, (app.exception, app.error)
print(layer_table(model.graph))
""")  # fmt: skip
    assert "neg1 = -image" in lines
    assert any("| neg1 | every sign is turned |" in line for line in lines)


def test_a_lesson_is_one_file(project):
    (project / "pages" / "1_layers" / "45_trial.py").write_text(LESSON.lstrip())
    lines = script(project, """
app = visit("trial")
print(app.title[0].value)
print([lesson.title for lesson in contents.lessons() if lesson.section == "Layers"])
home = AppTest.from_file("cnnviz/ui/main.py", default_timeout=120).run()
print([text.value for text in home.markdown if "Count the steps" in text.value][0])
""")  # fmt: skip
    assert lines[0] == "A trial lesson"
    assert "'Pooling', 'A trial lesson', 'Classifier'" in lines[1]
    assert lines[2] == "Count the steps of a trial."


def test_a_component_is_one_folder_and_its_contract(project):
    folder = project / "assets" / "components" / "trial"
    folder.mkdir()
    (folder / "trial.html").write_text("<p></p>")
    (folder / "trial.css").write_text("p { color: inherit; }")
    (folder / "trial.js").write_text("export default () => {};\n")
    (project / "cnnviz" / "contracts" / "trial.py").write_text(CONTRACT.lstrip())
    run(project, "-m", "tools.make_contracts")
    assert "export interface TrialMessage" in (folder / "contract.d.ts").read_text()
    lines = script(project, """
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from cnnviz.ui.widgets.components import register_component
register_component("trial")
print(get_bidi_component_manager().get("cnnviz.trial").html_content)
""")  # fmt: skip
    assert lines[-1] == "<p></p>"
