"""The way through a questionnaire: which pages a child is shown, in which order, and what became of each question.

At a page the conditions come first, the section's and then the page's; a page that is passed over has no say in what
follows it. From a page that is shown, the first way that holds is taken, and without one the next page follows.
Answers to questions that are not on the way do not count in later conditions. They are kept in case the child goes
back, and `settle` drops them. A way that leads to no later page is not taken, so every way through ends.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from onlinelives.rules.questionnaires.conditions import Alone, alone_in, holds
from onlinelives.rules.questionnaires.shapes import END, Answer, Missing, Page, Questionnaire, Section, Way

Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Progress:
    """The section a page stands in, from 1, and how many sections there are. Sections that are passed over count, so
    that neither number ever goes back."""

    section: int
    of: int


def path(questionnaire: Questionnaire, answers: Answers) -> tuple[Page, ...]:
    """The pages on the way, in order, as far as the answers so far tell."""
    pages = list(questionnaire.pages())
    places = places_in(questionnaire)
    alone = alone_in(questionnaire)
    counted: dict[str, Answer] = {}
    on_the_way = []
    place = 0
    while place < len(pages):
        section, page = pages[place]
        if not shown(section, page, counted, alone):
            place += 1
            continue
        on_the_way.append(page)
        if page.id in answers:
            counted[page.id] = answers[page.id]
        place = after(page, places, counted, alone)
    return tuple(on_the_way)


def places_in(questionnaire: Questionnaire) -> dict[str, int]:
    """Where each page stands, from 0, and END after all of them."""
    ids = [page.id for _, page in questionnaire.pages()]
    return {page_id: place for place, page_id in enumerate([*ids, END])}


def shown(section: Section, page: Page, counted: Answers, alone: Alone) -> bool:
    """Whether a page that the way comes to is shown. counted: the answers of the questions on the way before it."""
    return all(rule is None or holds(rule, counted, alone) for rule in (section.show_when, page.show_when))


def taken(page: Page, counted: Answers, alone: Alone) -> Way | None:
    """The first way out of a page that holds, or None where the next page follows."""
    return next((way for way in page.ways if way.when is None or holds(way.when, counted, alone)), None)


def after(page: Page, places: Mapping[str, int], counted: Answers, alone: Alone) -> int:
    """The place to which the way leads from a page that is shown."""
    here = places[page.id]
    way = taken(page, counted, alone)
    to = here if way is None else places.get(way.to, here)
    return to if to > here else here + 1


def first_page(questionnaire: Questionnaire) -> Page:
    """The page on which everybody begins. Raises ValueError where there is none."""
    pages = path(questionnaire, {})
    if not pages:
        raise ValueError(f"The questionnaire {questionnaire.code} has no page to begin with.")
    return pages[0]


def next_page(questionnaire: Questionnaire, page_id: str, answers: Answers) -> Page | None:
    """The page after this one, or None at the end. A page that is no longer on the way goes on to the next that is.

    Raises KeyError for a page that does not exist.
    """
    places = places_in(questionnaire)
    here = places[page_id]
    return next((page for page in path(questionnaire, answers) if places[page.id] > here), None)


def previous_page(questionnaire: Questionnaire, page_id: str, answers: Answers) -> Page | None:
    """The page before this one, or None at the beginning. Raises KeyError for a page that does not exist."""
    places = places_in(questionnaire)
    here = places[page_id]
    return next((page for page in reversed(path(questionnaire, answers)) if places[page.id] < here), None)


def progress(questionnaire: Questionnaire, page_id: str) -> Progress:
    """How far a page is. Raises KeyError for a page that does not exist."""
    for number, section in enumerate(questionnaire.sections, 1):
        if any(page.id == page_id for page in section.pages):
            return Progress(number, len(questionnaire.sections))
    raise KeyError(page_id)


def settle(questionnaire: Questionnaire, answers: Answers, reached: Collection[str]) -> dict[str, Answer]:
    """Exactly one outcome for every question, in order, once the child has finished or stopped.

    reached: the ids of the pages that were shown. A question on the way keeps its answer; without one it was left
    empty where its page was shown, and not reached otherwise. A question off the way was routed past if its page was
    shown before, or if the way went past it before the child stopped. After that nobody knows where the way would have
    led, so those were not reached.
    """
    on_the_way = path(questionnaire, answers)
    places = places_in(questionnaire)
    seen = {page.id for page in on_the_way if page.id in reached or _given(answers.get(page.id)) is not None}
    stopped_at = next((places[page.id] for page in on_the_way if page.id not in seen), places[END])
    ids = {page.id for page in on_the_way}
    outcomes: dict[str, Answer] = {}
    for question in questionnaire.questions():
        if question.id in ids:
            given = _given(answers.get(question.id))
            empty = Missing.LEFT if question.id in seen else Missing.NOT_REACHED
            outcomes[question.id] = empty if given is None else given
        else:
            past = question.id in reached or places[question.id] < stopped_at
            outcomes[question.id] = Missing.ROUTED_PAST if past else Missing.NOT_REACHED
    return outcomes


def _given(answer: Answer | None) -> Answer | None:
    """What the child said or did, or None. Reasons that the way gave an earlier time are worked out anew."""
    return None if answer in (None, Missing.ROUTED_PAST, Missing.NOT_REACHED, frozenset()) else answer
