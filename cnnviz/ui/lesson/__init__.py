"""What every page begins and ends with, the table of contents, and what lessons hand on."""
