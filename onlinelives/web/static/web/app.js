// Saving while you type must never fail in silence. Everything else works without this file.

const SIGNED_OUT = "Not saved. You have been signed out. Open a new tab to sign in, then change the answer again here.";
const REFUSED = "Not saved. You may no longer change this answer. Copy your text, then reload the page.";
const CUT_OFF = "Not saved. Check your connection, then press Save and continue.";

function tell(place, words) {
  place.classList.add("ol-saved--failed");
  place.textContent = words;
}

// Signing in again, in another tab, makes the page's token old. A fresh one is fetched, and the save tried once more.
async function freshToken() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("main form [name=csrfmiddlewaretoken]");
  if (!answer.ok || answer.redirected || !found) return false;
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = found.value;
  return true;
}

async function refused(event) {
  const { elt, target } = event.detail;
  const again = !elt.triedAgain && (await freshToken().catch(() => false));
  elt.triedAgain = true;
  if (again) window.htmx.trigger(elt, "change");
  else tell(target, REFUSED);
}

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    if (!event.detail.target) return;
    const status = event.detail.xhr ? event.detail.xhr.status : 0;
    if (status === 403) refused(event);
    else tell(event.detail.target, status === 401 ? SIGNED_OUT : CUT_OFF);
  });
}
document.addEventListener("htmx:beforeSwap", (event) => event.detail.target.classList.remove("ol-saved--failed"));

// Somebody with unsaved text is asked before the page goes away: each answer counts its own edits.
const unsaved = new Set();
const answerOf = (element) => element.closest(".ol-statement")?.querySelector("[data-unsaved]");

document.addEventListener("input", (event) => {
  const answer = event.target.closest("[data-unsaved]");
  if (!answer) return;
  answer.edits = (answer.edits || 0) + 1;
  unsaved.add(answer);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const answer = answerOf(event.detail.elt);
  if (answer) event.detail.xhr.edits = answer.edits;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, target, xhr } = event.detail;
  const answer = answerOf(elt) || answerOf(target);
  if (!answer || !xhr || xhr.status !== 200) return;
  elt.triedAgain = false;
  if (xhr.edits === answer.edits) unsaved.delete(answer);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-discard]");
  if (link) unsaved.delete(answerOf(link));
});
document.addEventListener("submit", () => unsaved.clear());
window.addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});
