"""From feature maps to an answer: flatten, weigh every number, turn scores into probabilities.

The last layers look at everything that was found, and vote.
"""

import streamlit as st

from cnnviz.ui.layers import classifier
from cnnviz.ui.lesson import frame

PAGE = {"title": "Classifier", "icon": ":material/how_to_vote:"}

top = frame.begin_lesson(
    "classifier",
    "The maps are laid out in **one row of numbers**. Each class has its own weight for every one "
    "of them; the sums are scores, called **logits**. **Softmax** turns scores into probabilities.",
)

board, knobs = st.columns([3, 1], gap="medium")
with knobs:
    task = classifier.choose_task("classifier")
with board:
    classifier.show_part("classifier", task, classifier.choose_part("classifier"))

classifier.show_prediction("classifier", task)
classifier.one_step("classifier", task)

frame.end_lesson(
    "classifier",
    top,
    [
        "Point at a cell of the row under **Flatten**: where does it come from?",
        "Under **Fully connected**, look at one class's weights as a picture: what does it like?",
        "Under **Softmax**, raise one score by typing: what happens to all the others?",
        "Take one step of learning: which probability rises, and by how much does the error fall?",
    ],
)
