"""The layer lessons: an operation played step by step, and explanations around it."""
