"""Converts traces and networks to component messages, text and charts, without Streamlit."""
