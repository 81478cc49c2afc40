"""Nothing is skipped unnoticed: not a test, not a file."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SKIPPED = {
    "mark": "@pytest.mark.skip(reason='no time')\ndef test_a(): pass\n",
    "call": "def test_b():\n    pytest.skip('no time')\n",
    "fixture": "@pytest.fixture\ndef c(): pytest.skip('no time')\ndef test_c(c): pass\n",
    "file": "pytest.importorskip('nowhere_to_be_found', reason='no time')\n",
}
#: Without the summary, which repeats the reasons or not, as the terminal and CI have it.
RUN = "-m pytest -q -r N -p tests.no_skips -p no:cacheprovider --continue-on-collection-errors"


def test_whatever_is_skipped_fails_with_its_reason_and_the_others_run(tmp_path):
    for name, body in (SKIPPED | {"none": "def test_d(): pass\n"}).items():
        (tmp_path / f"test_{name}.py").write_text(f"import pytest\n{body}")
    done = subprocess.run(
        [sys.executable, *RUN.split(), f"--rootdir={tmp_path}", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "1 failed, 1 passed, 3 errors" in done.stdout
    assert done.stdout.count("nothing is skipped here") == len(SKIPPED)
    assert done.stdout.count("no time") >= len(SKIPPED)
