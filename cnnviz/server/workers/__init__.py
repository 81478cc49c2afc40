"""Worker processes: the pool, the pipes to them, and the memory shared with them."""
