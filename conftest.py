"""Let every module be imported without a server, and PyTorch compute on one core a worker."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # two workers with two threads each are far slower

import streamlit.components.v2.component_manager as home

pytest_plugins = ["tests.no_skips"]

# components find one registry, as they do in a server
registry = home.BidiComponentManager()
home.BidiComponentManager = lambda: registry
