"""The message of views that need data, for uploaded networks without any."""

import streamlit as st


def say_no_data(what: str) -> None:
    """Say that there are no images, and which views work without them."""
    st.info(
        f"{what} are looked for in the images a network learned from, and this file brought "
        "none. **Filters**, **Dream**, **Where it looked**, **Occlusion** and **Grad-CAM** "
        "work without them.",
        icon=":material/image_not_supported:",
    )
