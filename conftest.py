"""Let every module be imported without a server: components find one registry, as they do in it."""

import streamlit.components.v2.component_manager as home

pytest_plugins = ["tests.no_skips"]

registry = home.BidiComponentManager()
home.BidiComponentManager = lambda: registry
