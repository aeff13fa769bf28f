// Saving while you type must never fail in silence. Everything else works without this file.
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const place = event.detail.target;
    if (!place) return;
    const status = event.detail.xhr ? event.detail.xhr.status : 0;
    place.classList.add("ol-saved--failed");
    place.textContent =
      status === 401
        ? "Not saved. You have been signed out. Open a new tab to sign in, then change the answer again here."
        : status === 403
          ? "Not saved. You may no longer change this answer, or the page is too old. Copy your text, then reload the page."
          : "Not saved. Check your connection, then press Save and continue.";
  });
}
document.addEventListener("htmx:beforeSwap", (event) => event.detail.target.classList.remove("ol-saved--failed"));

// Somebody with unsaved text is asked before the page goes away.
let unsaved = 0;
document.addEventListener("input", (event) => {
  if (event.target.closest("[data-unsaved]")) unsaved += 1;
});
document.addEventListener("htmx:beforeRequest", (event) => (event.detail.elt.unsavedThen = unsaved));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.elt.unsavedThen === unsaved) unsaved = 0;
});
document.addEventListener("submit", () => (unsaved = 0));
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
