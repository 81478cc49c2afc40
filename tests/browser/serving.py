"""Run the app as a reader of the README does, and stop it."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.browser.waiting import until_closed

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Server:
    """One running app: its address, and what it has written to its log so far."""

    url: str
    log: Path


@contextmanager
def running(log: Path, root: Path, environment: dict[str, str]) -> Iterator[Server]:
    """Start the app as the README says, on a port that is free; stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=root, env=os.environ | environment, stdout=output, stderr=output
        )
        try:
            await_answer(f"http://localhost:{port}/healthz", process, log)
            yield Server(f"http://localhost:{port}", log)
        finally:
            process.terminate()
            process.wait(timeout=60)


def await_answer(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers; give up with its log when it ends or takes two minutes."""

    def answers() -> bool:
        assert process.poll() is None, f"the server did not start:\n{log.read_text()}"
        with suppress(OSError), urllib.request.urlopen(url, timeout=30):
            return True
        return False

    until_closed(answers)
