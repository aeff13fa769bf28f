// @ts-check
// “Read this to me”: the question, its hint and its choices, one after the other, each marked while it is read.
// Only where the browser can speak. Nothing is read that nobody asked for, and a second press stops.
"use strict";

(() => {
  const voices = window.speechSynthesis;
  const PARTS = "main h1, main .said, main #hint, main .choice label";
  let button = null;
  let tools = null;
  let reading = 0; // counts up, so that a reading that was stopped goes no further

  const mark = (part) => {
    for (const old of document.querySelectorAll(".aloud")) old.classList.remove("aloud");
    if (part) part.classList.add("aloud");
  };

  function voiceOf(language) {
    const fits = (voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language.split("-")[0];
    return voices.getVoices().find(fits) || null;
  }

  function say(parts, number) {
    if (number !== reading) return;
    const part = parts.shift();
    mark(part);
    if (!part) return stop();
    const told = new SpeechSynthesisUtterance(part.dataset.say || part.textContent);
    const place = part.closest("[lang]");
    told.lang = place.lang;
    told.voice = voiceOf(place.lang);
    told.onend = told.onerror = () => say(parts, number);
    voices.speak(told);
  }

  function stop() {
    reading += 1;
    voices.cancel();
    mark(null);
    if (button) told(false);
  }

  function told(going) {
    button.setAttribute("aria-pressed", String(going));
    button.textContent = going ? tools.dataset.quiet : tools.dataset.read;
  }

  function press() {
    const going = button.getAttribute("aria-pressed") === "true";
    stop();
    if (going) return;
    told(true);
    const parts = [...document.querySelectorAll(PARTS)].filter((part) => part.dataset.say !== "");
    say(parts, reading);
  }

  /** On a page that is shown: a button, where the page has a place for it. */
  function offer() {
    tools = document.querySelector(".tools[data-read]");
    button = null;
    stop();
    if (!tools) return;
    button = document.createElement("button");
    button.type = "button";
    button.className = "tool";
    button.addEventListener("click", press);
    told(false);
    tools.prepend(button);
  }

  if (!voices || !window.SpeechSynthesisUtterance) return;
  offer();
  document.addEventListener("survey:shown", offer);
  document.addEventListener("survey:forget", stop);
  window.addEventListener("pagehide", stop);
})();
