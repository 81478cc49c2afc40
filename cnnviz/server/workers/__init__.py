"""Processes that work beside the pages: pipes to them, and memory shared with them."""
