// @ts-check
// The way through a questionnaire, and what an answer is: the same as rules/questionnaires (conditions, way, answering)
// does on the server, which tests/journeys/test_survey_way.py proves. No page, no storage, no line.
"use strict";

/**
 * @typedef {number|number[]} Answer the code of one, the codes of many, or a number below 0: why there is none
 * @typedef {Object<string, Answer>} Answers
 * @typedef {{test: string, op: string, values: number[]}|{all: Rule[]}|{one: Rule[]}|{not: Rule}} Rule
 * @typedef {{code: number, text: string, easy: string, say: string, alone: boolean}} Choice
 * @typedef {{id: string, section: number, kind: string, text: string, hint: string, easy: string, say: string,
 *            choices: Choice[], show_when: Rule|null, ways: {to: string, when: Rule|null}[]}} Page
 * @typedef {{title: string, easy: string, support: boolean, show_when: Rule|null}} Section
 * @typedef {{sections: Section[], pages: Page[]}} Asks
 */

const Way = (() => {
  const END = "end";
  const LEFT = -6;
  const REASONS = { prefer: -8, not_understood: -7 };
  const isReason = (value) => Object.keys(REASONS).includes(value);

  /** The codes that were chosen; none where there is no answer, whatever the reason. */
  const chosen = (answer) => (answer === undefined ? [] : [].concat(answer)).filter((code) => code >= 0);

  const TESTS = {
    is: (codes, values) => codes.length === 1 && codes[0] === values[0],
    at_least: (codes, values) => Math.min(...codes) >= values[0],
    at_most: (codes, values) => Math.max(...codes) <= values[0],
    any_of: (codes, values) => values.some((value) => codes.includes(value)),
    all_of: (codes, values) => values.every((value) => codes.includes(value)),
    count_at_least: (codes, values, alone) => codes.filter((code) => !alone.includes(code)).length >= values[0],
    answered: () => true,
  };

  /** Whether one test is true of the chosen codes. One that lacks its value never is. */
  function passes(op, values, codes, alone) {
    if (!values.length && op !== "answered") return false;
    if (op === "is_not") return !TESTS.is(codes, values);
    return codes.length > 0 && TESTS[op](codes, values, alone);
  }

  /** Whether a rule is true of the answers; no rule always is. alone: question -> its codes that stand alone. */
  function holds(rule, answers, alone) {
    if (rule === null) return true;
    if (rule.all) return rule.all.every((each) => holds(each, answers, alone));
    if (rule.one) return rule.one.some((each) => holds(each, answers, alone));
    if (rule.not) return !holds(rule.not, answers, alone);
    return passes(rule.op, rule.values, chosen(answers[rule.test]), alone[rule.test] || []);
  }

  function aloneIn(asks) {
    const alone = Object.create(null);
    for (const page of asks.pages) alone[page.id] = page.choices.filter((choice) => choice.alone).map((c) => c.code);
    return alone;
  }

  /** Where the way leads from a page that is shown: always further on, so every way ends. */
  function after(asks, here, counted, alone) {
    const way = asks.pages[here].ways.find((each) => holds(each.when, counted, alone));
    if (!way) return here + 1;
    const to = way.to === END ? asks.pages.length : asks.pages.findIndex((page) => page.id === way.to);
    return to > here ? to : here + 1;
  }

  /**
   * The places of the pages on the way, in order, as far as the answers so far tell.
   * @param {Asks} asks
   * @param {Answers} answers
   * @returns {number[]}
   */
  function path(asks, answers) {
    const alone = aloneIn(asks);
    const counted = Object.create(null);
    const onTheWay = [];
    let here = 0;
    while (here < asks.pages.length) {
      const page = asks.pages[here];
      if (holds(asks.sections[page.section].show_when, counted, alone) && holds(page.show_when, counted, alone)) {
        onTheWay.push(here);
        if (page.id in answers) counted[page.id] = answers[page.id];
        here = after(asks, here, counted, alone);
      } else here += 1;
    }
    return onTheWay;
  }

  /** The place of the page after this one, or undefined at the end. */
  const next = (asks, here, answers) => path(asks, answers).find((place) => place > here);

  /** The place of the page before this one, or undefined at the beginning. */
  const previous = (asks, here, answers) =>
    path(asks, answers).reverse().find((place) => place < here);

  /**
   * The answer that was chosen, or what is wrong: a name of the fixed words, and the value that it is about.
   * @param {Page} page
   * @param {string[]} values choices' codes, or keys of REASONS
   * @returns {{answer?: Answer, wrong?: string, about?: string}}
   */
  function read(page, values) {
    const choices = Object.create(null);
    for (const choice of page.choices) choices[choice.code] = choice;
    if (values.some((value) => !(value in choices) && !(isReason(value)))) return { wrong: "not_offered" };
    if (values.length > 1) {
      const reason = values.find((value) => isReason(value));
      if (reason) return { wrong: "together", about: reason };
      if (page.kind === "one") return { wrong: "only_one" };
      const single = values.find((value) => choices[value].alone);
      if (single) return { wrong: "together", about: single };
    }
    if (!values.length) return { answer: LEFT };
    if (values[0] in REASONS) return { answer: REASONS[values[0]] };
    return { answer: page.kind === "one" ? Number(values[0]) : values.map(Number) };
  }

  /** The values that a page shows as chosen for an answer given before. */
  function ticked(answer) {
    const reason = Object.keys(REASONS).find((name) => REASONS[name] === answer);
    return reason ? [reason] : chosen(answer).map(String);
  }

  /** Whether nothing else can be chosen beside this value. */
  const standsAlone = (page, value) =>
    isReason(value) || page.choices.some((choice) => choice.alone && String(choice.code) === value);

  return { path, next, previous, read, ticked, standsAlone, LEFT };
})();
