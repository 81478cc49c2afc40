"""See every number inside a convolutional network."""

import streamlit as st

from cnnviz.ui.lesson import contents
from cnnviz.ui.widgets.svg_drawing import show_svg

PAGE = {"title": "Home", "icon": ":material/home:", "default": True}

st.title("See every number inside a convolutional network")
st.markdown(
    "A small grid of weights, the :orange[**kernel**], slides over the :blue[**input**]. "
    "At every stop it multiplies, adds, and writes one number of the :green[**output**]. "
    "Stop it anywhere, change any number, then try it on a picture of your own."
)
show_svg("convolution")

with st.container(horizontal=True, gap="medium"):
    for section, lessons in contents.by_section().items():
        with st.container(width=360):
            st.header(section)
            for lesson in lessons:
                with st.container(border=True):
                    st.page_link(lesson.page(), label=f"**{lesson.title}**", icon=lesson.icon)
                    st.markdown(lesson.summary)
