"""What a reader's session holds, and its copy in the address."""
