"""Controls to choose a picture, a network or a set of kernels."""
