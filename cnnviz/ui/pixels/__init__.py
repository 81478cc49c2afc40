"""The pixels page: a picture as matrices."""
