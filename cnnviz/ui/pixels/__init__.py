"""The page of a picture as its matrices."""
