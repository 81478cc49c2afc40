"""The lessons on layers: an operation on the stage, and what stands around it."""
