"""Download of the network in training."""

from functools import partial

import streamlit as st

from cnnviz.ui.training.session import KeptTraining, current_training

FORMATS = {
    "npz": ("NumPy (.npz)", "arrays by name"),
    "safetensors": ("Safetensors", "the same, safe to open anywhere"),
    "onnx": ("ONNX", "the whole network, for other programs"),
}


def show_export() -> None:
    """Offer the network's current state in three formats."""
    kept = current_training()
    if kept is None or kept.course.why:
        st.caption("There is no network to take home yet.")
        return
    with st.container(horizontal=True):
        for kind, (label, description) in FORMATS.items():
            st.download_button(
                label,
                data=partial(_export, kept, kind),
                file_name=f"cnnviz.{kind}",
                help=f"{label}: {description}.",
                icon=":material/download:",
                on_click="ignore",
            )


def _export(kept: KeptTraining, kind: str) -> bytes:
    """Export the network in one format."""
    return bytes(kept.course.call("export")[kind])
