"""However the server ends, its workers end with it, in silence, and leave no memory behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.learning import until

ROOT = Path(__file__).parents[2]
SERVER = """
import signal
from contextlib import suppress
from cnnviz.datasets import digits
from cnnviz.server.sessions import open_session, registry
from tests.server.learning import SPEC

if __name__ == "__main__":
    # what a shell starts in the background begins with SIGINT ignored
    signal.signal(signal.SIGINT, signal.default_int_handler)
    registry.start_workers(60)
    courses = [open_session(SPEC, digits()) for _ in range(2)]
    for course in courses:
        course.call("play")
    with suppress(KeyboardInterrupt):
        print(*(link.process.pid for link in registry.pool.links), flush=True)
        print(*(course._end.peek()[2][3].name for course in courses), flush=True)
        signal.pause()
    registry.stop_workers()
"""


def lives(pid):
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


@pytest.fixture
def server(tmp_path):
    (tmp_path / "served.py").write_text(SERVER)
    log = tmp_path / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, str(tmp_path / "served.py")],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
            start_new_session=True,
        )
        process.workers = [int(pid) for pid in process.stdout.readline().split()]
        process.boxes, process.log = process.stdout.readline().split(), log
        assert process.workers, log.read_text()
        yield process
        process.kill()
        process.wait()
        process.stdout.close()


def taken(name):
    return Path("/dev/shm", name).exists()


def test_control_c_reaches_all_and_nobody_complains(server):
    os.killpg(server.pid, signal.SIGINT)
    assert server.wait(timeout=60) == 0
    until(lambda: not any(map(lives, server.workers)))
    assert server.log.read_text() == ""
    assert not any(map(taken, server.boxes))


def test_workers_end_with_a_server_that_is_killed(server):
    assert all(map(taken, server.boxes))
    server.kill()
    until(lambda: not any(map(lives, server.workers)))
    assert "Traceback" not in server.log.read_text()
    until(lambda: not any(map(taken, server.boxes)))
