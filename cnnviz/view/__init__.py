"""From steps to grids, sentences and charts; no Streamlit, no arithmetic on pixels."""
