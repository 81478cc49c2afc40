"""PyTorch and SciPy as referees: optional on a laptop, required where CI says so."""

import os
from importlib import import_module
from types import ModuleType

import pytest


def referee(name: str) -> ModuleType:
    """Import a referee, or skip the tests of this file with the reason."""
    if os.environ.get("CI"):
        return import_module(name)
    return pytest.importorskip(
        name, reason=f"{name} is not installed: pip install -r tests/requirements.txt"
    )
