"""Let every module be imported without a server: components find one registry, as they do in it."""

import streamlit.components.v2.component_manager as home

registry = home.BidiComponentManager()
home.BidiComponentManager = lambda: registry
