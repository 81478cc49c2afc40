// Runs before Streamlit's own scripts. It tells them where the server is; otherwise, opened at
// /convolution, they would first look for one below /convolution and log two 404s.
window.prerenderReady = false;
window.__streamlit = { BACKEND_BASE_URL: new URL(".", document.currentScript.src).href };
