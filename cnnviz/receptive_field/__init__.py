"""Which pixels a unit can see, and which of them really move it."""
