// @ts-check
// What a page of the questionnaire looks like when the browser draws it: the elements and classes of page.html.
"use strict";

/** @typedef {{language: string, easy: boolean}} Look how the child reads */

const Drawing = (() => {
  /** An element. fields: attributes, left out where false or undefined. inside: elements and texts; null is nothing. */
  function make(tag, fields = {}, ...inside) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(fields)) {
      if (value !== false && value !== undefined) made.setAttribute(name, value === true ? "" : String(value));
    }
    made.append(...inside.filter((part) => part !== null));
    return made;
  }

  /** One of the fixed words, with what it puts in. */
  const word = (asks, name, put = {}) => asks.words[name].replace(/\{([a-z]+)\}/g, (_, inner) => put[inner]);

  const easily = (one, look) => (look.easy && one.easy) || one.text;
  const aloud = (one, look) => ((look.easy && one.easy) ? undefined : one.say || undefined);

  /** Attributes of a part that is in the language of the fixed words, where this is not that of the questions. */
  const fixed = (asks, look) => (asks.words_in === look.language ? {} : { lang: asks.words_in, dir: "ltr" });

  const button = (asks, name, does, kind) =>
    make("button", { type: "button", "data-do": does, class: kind }, word(asks, name));

  const buttons = (asks, look, ...inside) => make("div", { class: "buttons", ...fixed(asks, look) }, ...inside);

  function choice(page, value, id, ticked, label) {
    const type = page.kind === "many" ? "checkbox" : "radio";
    const input = make("input", { type, name: "answer", id, value, checked: ticked.includes(String(value)) });
    label.htmlFor = id;
    return make("div", { class: "choice" }, input, label);
  }

  function question(asks, page, look, ticked, wrong) {
    const hint = [page.hint, page.kind === "many" ? word(asks, "many") : ""].filter(Boolean).join(" ");
    const choices = page.choices.map((one, place) =>
      choice(page, one.code, `a${place}`, ticked, make("label", { "data-say": aloud(one, look) }, easily(one, look)))
    );
    const reasons = ["prefer", "not_understood"].map((name, place) =>
      choice(page, name, `r${place}`, ticked, make("label", fixed(asks, look), word(asks, name)))
    );
    const described = [wrong ? "error" : "", hint ? "hint" : ""].filter(Boolean).join(" ");
    return make(
      "fieldset",
      { "aria-describedby": described || undefined },
      make("legend", {}, make("h1", { tabindex: -1, "data-say": aloud(page, look) }, easily(page, look))),
      hint ? make("p", { class: "quiet", id: "hint" }, hint) : null,
      ...choices,
      make("div", { class: "apart" }, ...reasons)
    );
  }

  const lines = (text) => text.split("\n").filter((line) => line.trim());

  /** Paragraphs to read. What a voice says in their place goes line by line, or whole with the first. */
  function toRead(page, look) {
    const shown = lines(easily(page, look));
    const spoken = lines(aloud(page, look) || "");
    const whole = spoken.length && spoken.length !== shown.length;
    const say = (place) => (whole ? (place ? "" : spoken.join(" ")) : spoken[place]);
    return shown.map((line, place) => make("p", { class: "said", "data-say": say(place) }, line));
  }

  function tools(asks, page, look, languages) {
    const data = { "data-read": word(asks, "read"), "data-quiet": word(asks, "quiet") };
    const others = languages.filter((each) => each.code !== look.language);
    const hasEasy = page.easy || page.choices.some((one) => one.easy);
    return make(
      "div",
      { class: "tools", role: "group", "aria-label": word(asks, "tools"), ...data, ...fixed(asks, look) },
      hasEasy ? button(asks, look.easy ? "usual" : "easier", "words", "tool") : null,
      ...others.map(({ code, name, direction: dir }) =>
        make("button", { type: "button", class: "tool", "data-do": `language:${code}`, lang: code, dir }, name)
      )
    );
  }

  const errorBox = (words, link) =>
    make("div", { class: "error", id: "error", role: "alert" }, make("p", {}, link ? make("a", { href: link }, words) : words));

  /**
   * The page at a place of the questionnaire.
   * @returns {Node[]}
   */
  function page(asks, here, look, { ticked, wrong, isFirst, languages }) {
    const one = asks.pages[here];
    const section = asks.sections[one.section];
    const title = (look.easy && section.easy) || section.title;
    const steps = asks.sections.map((_, place) => make("li", { class: place <= one.section ? "done" : undefined }));
    const part = word(asks, "part", { number: one.section + 1, of: asks.sections.length });
    const isQuestion = one.kind !== "words";
    return [
      make("ol", { class: "steps", "aria-hidden": "true" }, ...steps),
      make("p", { class: "quiet" }, isQuestion ? `${part}: ${title}` : part),
      tools(asks, one, look, languages),
      wrong ? errorBox(wrong, "#a0") : null,
      ...(isQuestion ? [] : [make("h1", { tabindex: -1 }, title), ...toRead(one, look)]),
      isQuestion ? question(asks, one, look, ticked, wrong) : null,
      buttons(
        asks,
        look,
        button(asks, "next", "next"),
        isFirst ? null : button(asks, "back", "back", "second"),
        button(asks, "stop", "stop", "plain")
      ),
    ];
  }

  /** What to do with the answers. name: stop, or end after the last question. */
  function stopping(asks, look, name, wrong) {
    const aside = name === "stop" ? button(asks, "stop_aside", "aside", "second") : null;
    return [
      make("h1", { tabindex: -1 }, word(asks, `${name}_ask`)),
      wrong ? errorBox(wrong) : null,
      make("p", {}, word(asks, `${name}_about`)),
      buttons(asks, look, button(asks, `${name}_hand_in`, "hand_in"), aside),
      buttons(asks, look, button(asks, "stop_here", "here", "second"), button(asks, "stop_throw", "throw", "plain")),
    ];
  }

  /** A page that says something, with nothing of the child on it. `words`: the three of answers that were put aside. */
  function telling(asks, title, names, { enter, words } = {}) {
    return [
      make("h1", { tabindex: -1 }, word(asks, title)),
      words ? make("p", { class: "words" }, words) : null,
      ...names.map((name) => make("p", {}, word(asks, name))),
      enter ? make("p", {}, make("a", { class: "button", href: enter }, word(asks, "next_person"))) : null,
    ];
  }

  return { page, stopping, telling, word, easily };
})();
