"""What surrounds Streamlit: the front door, its guards, and the machine's settings."""
