"""Session state, and its copy in the address (the URL's query parameters)."""
