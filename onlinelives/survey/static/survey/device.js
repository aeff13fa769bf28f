// @ts-check
// A child answers here, in this page, until everything is handed in at once. What was answered lives in `child` and
// nowhere else: not in the address, the history, or anything that this browser stores. way.js knows the way, drawing.js
// what it looks like, queue.js how answers wait while the line is down.
"use strict";

(() => {
  const form = document.querySelector("form[data-asks]");
  const main = document.querySelector("main");
  if (!(form instanceof HTMLFormElement) || !main || !window.fetch || !window.AbortController) return;
  const { asks: address, whole, key, enter } = form.dataset;
  const languages = JSON.parse(form.dataset.languages);
  const before = JSON.parse(form.dataset.soFar || '{"answers":{},"reached":[]}');
  const startsAt = form.elements.namedItem("page").value;

  /** All that is known of the child, or null once it is over. look: how they read. */
  let child = {
    draft: form.elements.namedItem("draft").value,
    answers: Object.assign(Object.create(null), before.answers),
    reached: before.reached,
    look: { language: document.documentElement.lang, easy: form.dataset.easy === "yes" },
  };
  let asks = null; // the questionnaire in the language of the page, with its fixed words
  let here = 0; // the place of the page in asks.pages
  let view = "page"; // or stop, end, sending
  let depth = 0; // how many pages back the browser's Back button finds
  let serverKey = "";
  let pending = ""; // what is handed in, where this browser cannot lock it

  const word = (name, put) => Drawing.word(asks, name, put);
  const load = async (address) => {
    const answer = await fetch(address, { credentials: "omit" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };
  const loadAsks = (code) => load(address.replace(/[^/]+\/(?=\?|$)/, `${code}/`));
  const loadKey = () => load(key).then((told) => (serverKey = told.key), () => undefined);

  // What is seen

  function draw(parts, title, open, wrong = "") {
    const named = `${title} – ${word("site")}`;
    document.title = wrong ? word("error", { title: named }) : named;
    main.textContent = "";
    main.append(...parts.filter((part) => part !== null));
    document.querySelector(".foot details").open = open;
    window.scrollTo(0, 0);
    (main.querySelector(".error a") || main.querySelector("h1")).focus();
    document.dispatchEvent(new Event("survey:shown"));
  }

  function show(wrong = "", ticked = Way.ticked(child.answers[asks.pages[here].id])) {
    if (view !== "page") {
      return draw(Drawing.stopping(asks, child.look, view, wrong), word(`${view}_title`), view === "end", wrong);
    }
    const page = asks.pages[here];
    const section = asks.sections[page.section];
    const isFirst = Way.previous(asks, here, child.answers) === undefined;
    const opens = section.support && asks.pages.findIndex((each) => each.section === page.section) === here;
    const part = word("part", { number: page.section + 1, of: asks.sections.length });
    if (!child.reached.includes(page.id)) child.reached.push(page.id);
    draw(Drawing.page(asks, here, child.look, { ticked, wrong, isFirst, languages }), part, opens, wrong);
  }

  function tell(title, names, more = {}) {
    draw(Drawing.telling(asks, title, names, { enter, ...more }), word(more.title || title), Boolean(more.open));
  }

  const thank = () => tell("thanks", ["thanks_mixed", "thanks_talk"], { title: "thanks_title", open: true });
  const refuse = () => tell("refused", ["refused_about"]);

  // On, back, and how it reads

  const values = () => [...main.querySelectorAll("[name=answer]:checked")].map((input) => input.value);

  /** Take what is chosen. Gives what is wrong with it, in words, or "". */
  function take() {
    const page = asks.pages[here];
    if (view !== "page" || page.kind === "words") return "";
    const { answer, wrong, about } = Way.read(page, values());
    if (wrong) {
      const one = page.choices.find((each) => String(each.code) === about);
      return word(wrong, { choice: one ? Drawing.easily(one, child.look) : about && word(about) });
    }
    if (answer !== Way.LEFT || page.id in child.answers) child.answers[page.id] = answer;
    return "";
  }

  /** Further on, with an entry in the browser's history that says no more than how far back it is. */
  function forward(to, place = here) {
    view = to;
    here = place;
    depth += 1;
    history.pushState({ depth }, "");
    show();
  }

  function next() {
    if (!serverKey) loadKey();
    const wrong = take();
    if (wrong) return show(wrong, values());
    const place = Way.next(asks, here, child.answers);
    return place === undefined ? forward("end") : forward("page", place);
  }

  function goBack() {
    take(); // nobody is kept from going back
    const place = Way.previous(asks, here, child.answers);
    if (view !== "page") view = "page";
    else if (place !== undefined) here = place;
    show();
  }

  const back = () => (depth ? history.back() : goBack());

  window.addEventListener("popstate", (event) => {
    const to = (event.state && event.state.depth) || 0;
    if (!child) return;
    if (to > depth) return history.go(depth - to); // forward is by answering
    const steps = view === "sending" ? 0 : depth - to;
    depth = to;
    for (let step = 0; step < steps; step += 1) goBack();
  });

  async function speak(code) {
    const other = await loadAsks(code).catch(() => null);
    if (!child || view !== "page" || !other) return;
    const chosen = values();
    asks = other;
    child.look.language = code;
    document.documentElement.lang = code;
    document.documentElement.dir = languages.find((each) => each.code === code).direction;
    for (const part of document.querySelectorAll("[data-word]")) part.textContent = word(part.dataset.word);
    for (const part of document.querySelectorAll(".jump, .top, .foot")) {
      part.lang = asks.words_in;
      part.dir = asks.words_dir;
    }
    show("", chosen);
  }

  // The end

  /** Nothing of this child is in this page any more. */
  function forget() {
    child = null;
    pending = "";
    form.elements.namedItem("draft").value = "";
    form.remove();
  }

  /** As `forget`, at the first entry of this page in the browser's history, where Back leads away from it. */
  function end() {
    forget();
    if (depth) history.go(-depth);
    depth = 0;
  }

  async function send(does) {
    const { draft, answers, reached, look } = child;
    const text = JSON.stringify({ draft, answers, reached, ...look, do: does });
    const asked = view;
    view = "sending";
    tell("sending", ["sending_about"], { enter: "" });
    const answer = await Queue.post(whole, text);
    if (!child) return; // they left meanwhile
    if (!answer && does === "aside") {
      view = asked;
      return show(word("no_line"));
    }
    if (!answer) return wait(text);
    end();
    if (answer.status !== 200) return refuse();
    if (does === "hand_in") return thank();
    const { words } = await answer.json();
    tell("aside", ["aside_about", "aside_now"], { title: "aside_title", words });
  }

  /** The line is down: lock the answers and keep them on this device, or else hold them in this page alone. */
  async function wait(text) {
    const name = await Queue.seal(serverKey, text).then(Queue.keep).catch(() => "");
    if (!child) return Queue.drop(name);
    end();
    if (name) waitLocked(name);
    else waitHere(text);
  }

  function waitLocked(name) {
    tell("locked", ["locked_about", "locked_now"], { title: "locked_title" });
    let over = false;
    Queue.start(whole, ({ refused }) => {
      if (over || Queue.waiting().includes(name)) return;
      over = true;
      if (refused.includes(name)) refuse();
      else thank();
    });
  }

  function waitHere(text) {
    pending = text;
    tell("unlocked", ["unlocked_about"], { enter: "" });
    const attempt = async () => {
      const answer = pending ? await Queue.post(whole, pending) : null;
      if (!answer || !pending) return;
      pending = "";
      if (answer.status === 200) thank();
      else refuse();
    };
    Queue.start(whole, () => undefined, attempt, () => pending !== "");
  }

  // What is pressed

  const DOES = {
    next,
    back,
    stop: () => {
      take();
      forward("stop");
    },
    here: back,
    hand_in: () => send("hand_in"),
    aside: () => send("aside"),
    throw: () => {
      end();
      tell("thrown", ["thrown_about"]);
    },
    words: () => {
      child.look.easy = !child.look.easy;
      show("", values());
    },
  };

  function press(event) {
    const pressed = event.target.closest("button");
    const does = pressed && child ? pressed.dataset.do || "" : "";
    if (does.startsWith("language:")) speak(does.slice("language:".length));
    else if (DOES[does]) DOES[does]();
  }

  function leaveOthers(event) {
    const { target } = event;
    if (!child || target.type !== "checkbox" || !target.checked) return;
    const page = asks.pages[here];
    for (const other of main.querySelectorAll("[name=answer]:checked")) {
      const apart = Way.standsAlone(page, target.value) || Way.standsAlone(page, other.value);
      if (other !== target && apart) other.checked = false;
    }
  }

  async function begin() {
    loadKey();
    asks = await loadAsks(child.look.language);
    here = asks.pages.findIndex((page) => page.id === startsAt);
    const chosen = values();
    main.addEventListener("click", press);
    main.addEventListener("change", leaveOthers);
    main.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.name !== "answer" || !child) return;
      event.preventDefault();
      next();
    });
    show("", chosen);
  }

  document.addEventListener("survey:forget", forget);
  window.addEventListener("pagehide", forget);
  window.addEventListener("beforeunload", (event) => pending && event.preventDefault());
  window.addEventListener("pageshow", (event) => event.persisted && location.replace(enter));
  begin().catch(() => undefined); // without a line for it the form goes on page by page
})();
