"""The receptive field page."""
