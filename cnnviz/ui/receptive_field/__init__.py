"""The page of the receptive field."""
