"""The training lesson: data, a network, a run in the background, and what one step does."""
