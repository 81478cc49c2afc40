"""Registration of the Streamlit components in assets/components."""

from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "assets" / "components"


def register_component(name: str) -> Any:
    """Register ``assets/components/<name>`` and return the function that mounts it.

    The files are served unchanged: a component's JavaScript may import its siblings and
    ``../_shared``, and no script is inlined, as the content security policy requires. The
    manifest, which Streamlit reads from installed packages, is made here, so the app runs
    without being installed.
    """
    config = ComponentConfig(name=name, asset_dir=str(FOLDER.relative_to(ROOT)))
    manifest = ComponentManifest(name="cnnviz", version="", components=[config])
    get_bidi_component_manager().register_from_manifest(manifest, ROOT)
    return st.components.v2.component(
        f"cnnviz.{name}",
        html=(FOLDER / name / f"{name}.html").read_text(encoding="utf-8"),
        css=f"{name}/{name}.css",
        js=f"{name}/{name}.js",
    )
