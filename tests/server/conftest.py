"""Two workers, and a course in one of them or in slices."""

import pytest

from cnnviz.datasets import digits
from cnnviz.server.sessions import open_session, registry
from tests.server.learning import SPEC


@pytest.fixture(scope="module")
def processes():
    """Two workers, as on a machine with two cores."""
    registry.pool.start(2)
    yield registry.pool
    registry.stop_workers()


@pytest.fixture(params=["process", "slices"])
def course(request, processes, monkeypatch):
    if request.param == "slices":
        monkeypatch.setattr(processes, "choose", lambda busy: processes.in_slices())
    made = open_session(SPEC, digits())
    assert made.where == request.param
    yield made
    made.close()
