"""Controls by which a reader chooses a picture, a network or a set of kernels."""
