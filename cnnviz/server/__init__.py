"""The server around Streamlit: routes, middleware, lifespan, worker processes and settings."""
