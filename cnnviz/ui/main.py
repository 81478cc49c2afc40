"""The entry point of every script run: navigation, page config, and error handling.

There must be no ``pages`` folder beside this file: Streamlit would take it for its older kind
of multipage app, and the first session of a new server would not find the page.
"""

from pathlib import Path

import streamlit as st

from cnnviz.geometry import ShapeError
from cnnviz.ui.lesson import contents
from cnnviz.ui.widgets import problem

LOGO = Path(__file__).parents[2] / "assets" / "images" / "logo.svg"

page = st.navigation(contents.navigation_sections())
st.set_page_config(page_title=f"{page.title} · cnnviz", layout="wide")
st.logo(LOGO, size="large")

try:
    page.run()
except ShapeError as error:
    problem.show_problem(error)
