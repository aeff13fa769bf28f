// @ts-check
// “Leave this page”, and the Shift key three times: the page is blank at once, what was answered is forgotten, and
// another page takes this one's place. Sealed answers of other children, which wait on the device, are left alone.
"use strict";

(() => {
  const TIMES = 3;
  const WITHIN = 3000; // milliseconds from the first press to the last
  const link = /** @type {HTMLAnchorElement} */ (document.querySelector("a.leave"));
  let presses = [];

  function leave() {
    document.dispatchEvent(new Event("survey:forget"));
    document.title = "";
    document.body.textContent = "";
    document.documentElement.style.visibility = "hidden";
    location.replace(link.href);
  }

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keyup", (event) => {
    presses = event.key === "Shift" ? [...presses, event.timeStamp] : [];
    presses = presses.filter((moment) => event.timeStamp - moment < WITHIN);
    if (presses.length >= TIMES) leave();
  });
})();
