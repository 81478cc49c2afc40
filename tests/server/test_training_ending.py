"""However the server ends, its workers end with it, in silence, and leave no memory behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVER = """
import time
from contextlib import suppress
from cnnviz.datasets import digits
from cnnviz.server.sessions import open_session, registry
from tests.server.learning import SPEC

if __name__ == "__main__":
    registry.start(60)
    courses = [open_session(SPEC, digits()) for _ in range(2)]
    for course in courses:
        course.call("play")
    with suppress(KeyboardInterrupt):
        print(*(link.process.pid for link in registry.pool.links), flush=True)
        print(*(course._end.peek()[2][3].name for course in courses), flush=True)
        time.sleep(60)
    registry.stop()
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


def ends(workers, seconds=15):
    end = time.monotonic() + seconds
    while any(map(lives, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(map(lives, workers))


def test_control_c_reaches_all_and_nobody_complains(server):
    os.killpg(server.pid, signal.SIGINT)
    assert server.wait(timeout=20) == 0
    assert ends(server.workers)
    assert server.log.read_text() == ""
    assert not any(map(taken, server.boxes))


def test_workers_end_with_a_server_that_is_killed(server):
    assert all(map(taken, server.boxes))
    server.kill()
    assert ends(server.workers)
    assert "Traceback" not in server.log.read_text()
    end = time.monotonic() + 10
    while any(map(taken, server.boxes)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(taken, server.boxes))
