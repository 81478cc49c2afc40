"""The slow, obvious way: rows of numbers, summed one by one."""
