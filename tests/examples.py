"""How many examples a property is tried on: those it says in the gate, ten times in a search."""

import os

from hypothesis import settings

PROFILE = os.environ.get("CNNVIZ_EXAMPLES", "gate")
TIMES = {"gate": 1, "fuzz": 10}

# In the gate every run tries the same examples. A search draws new ones (tools/fuzz.py), and
# prints the line that brings back what it finds. No deadline: a busy machine is not a failure.
settings.register_profile(
    "gate", derandomize=True, database=None, deadline=None, print_blob=True, max_examples=100
)
settings.register_profile(
    "fuzz", derandomize=False, database=None, deadline=None, print_blob=True, max_examples=1000
)
settings.load_profile(PROFILE)


def examples(count: int, **others: object) -> settings:
    """Try a property on `count` examples; `others` as `hypothesis.settings` takes them."""
    return settings(max_examples=count * TIMES[PROFILE], **others)
