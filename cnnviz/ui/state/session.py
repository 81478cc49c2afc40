"""The session state other than widget values, as one typed object."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

from cnnviz.ui.state.page_state import (
    AddressState,
    KernelLabState,
    LayerTable,
    LessonChain,
    NetworkPageState,
    PageState,
    TrainingPageState,
    Upload,
)

if TYPE_CHECKING:
    from cnnviz.datasets import Dataset
    from cnnviz.receptive_field.theoretical import WindowLayer
    from cnnviz.ui.pickers.image_picker import PickedImage
    from cnnviz.ui.widgets.jobs import KeptJob
    from cnnviz.zoo import Model

KEY = "session"  # in `st.session_state`


@dataclass
class Session:
    """The session state other than widget values.

    Attributes
    ----------
    pages : dict of str to PageState
        By page.
    usual : dict of str to object
        The last default of each control whose default changes, under ``page_name``.
    tables : dict of str to LayerTable
        By page.
    fitting : dict of str to list of WindowLayer
        The last stack of layers that fitted the picture, by page.
    jobs : dict of str to KeptJob
        Under ``page_name``.
    """

    address: AddressState = field(default_factory=AddressState)
    picture: Upload[PickedImage] = field(default_factory=Upload)
    data: Upload[Dataset] = field(default_factory=Upload)
    model: Upload[Model] = field(default_factory=Upload)
    lessons: LessonChain = field(default_factory=LessonChain)
    kernel_lab: KernelLabState = field(default_factory=KernelLabState)
    network: NetworkPageState = field(default_factory=NetworkPageState)
    training: TrainingPageState = field(default_factory=TrainingPageState)
    pages: defaultdict[str, PageState] = field(default_factory=lambda: defaultdict(PageState))
    usual: dict[str, Any] = field(default_factory=dict)
    tables: defaultdict[str, LayerTable] = field(default_factory=lambda: defaultdict(LayerTable))
    fitting: dict[str, list[WindowLayer]] = field(default_factory=dict)
    jobs: dict[str, KeptJob] = field(default_factory=dict)


def session() -> Session:
    """Get the object of the Streamlit session whose script is running; make it on first use.

    Its class may be older than this module if the module was edited while the app was running;
    reloading the tab starts a session with the new class.
    """
    if KEY not in st.session_state:
        st.session_state[KEY] = Session()
    kept: Session = st.session_state[KEY]
    return kept
