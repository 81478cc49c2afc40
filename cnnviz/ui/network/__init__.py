"""The network page: all feature maps of a network for one picture."""
