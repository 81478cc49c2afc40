"""The page of a whole network."""
