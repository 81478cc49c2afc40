"""The frame around every page: contents at the side, one page, one gentle catch.

This file may have no ``pages`` folder beside it: Streamlit would take that for an older way
to build an app, and the first visitor of a fresh server would not find the lesson.
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
