"""The machine is tuned before NumPy is there, and never against its owner's will."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cnnviz.server import machine

ROOT = Path(__file__).parents[2]
ASK = """
import json, sys
import streamlit.web.cli, streamlit.web.bootstrap, uvicorn  # what `streamlit run` has loaded
import app, numpy
from threadpoolctl import threadpool_info
print(json.dumps([pool for pool in threadpool_info() if pool["internal_api"] == "openblas"]))
"""


def blas(**environment: str) -> dict[str, object]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("OPENBLAS", "OMP_"))}
    run = [sys.executable, "-c", ASK]
    answer = subprocess.check_output(run, cwd=ROOT, env=clean | environment, text=True)
    return json.loads(answer.splitlines()[-1])[0]


def test_one_blas_thread_is_in_force_in_the_served_app():
    pool = blas()
    assert pool["num_threads"] == 1
    if sys.platform == "linux" and machine.has_avx512():
        assert pool["architecture"] == "SkylakeX"


def test_what_the_owner_set_stays():
    most = min(2, os.cpu_count() or 1)  # OpenBLAS takes no more threads than there are cores
    assert blas(OPENBLAS_NUM_THREADS="2")["num_threads"] == most


@pytest.mark.parametrize(
    ("flags", "enough"),
    [
        ("flags : fpu avx512f avx512bw avx512cd avx512dq avx512vl", True),
        ("flags : fpu avx512f avx512bw avx512cd avx512dq", False),
        ("Features : fp asimd", False),
    ],
)
def test_the_newer_kernels_need_every_instruction(tmp_path, flags, enough):
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"processor : 0\n{flags}\n")
    assert machine.has_avx512(cpuinfo) is enough


def test_a_machine_that_does_not_tell_counts_as_no(tmp_path):
    assert machine.has_avx512(tmp_path / "none") is False
