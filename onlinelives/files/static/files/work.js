// A page that cannot be brought up to date must not look as if nothing had happened.

const SIGNED_OUT = "You have been signed out, so this page is no longer up to date. Sign in, then open it again.";
const CUT_OFF = "This page cannot be brought up to date at the moment. Check your connection, or reload it.";

const say = (words) => {
  const place = document.getElementById("work-unheard");
  if (place.textContent !== words) place.textContent = words;
};

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => say(event.detail.xhr?.status === 401 ? SIGNED_OUT : CUT_OFF));
}
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) say("");
});
