"""Small models used in lessons: a classifier head, and a single training step."""
