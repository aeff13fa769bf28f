"""The way through a questionnaire: which pages a child is shown, in which order, and what became of each question.

At a page the conditions come first, the section's and then the page's; a page that is passed over has no say in what
follows it. From a page that is shown, the first way that holds is taken, and without one the next page follows.
Answers to questions that are not on the way do not count in later conditions. They are kept in case the child goes
back, and `settle` drops them. A way that leads to no later page is not taken, so every way through ends.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

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
    return tuple(walk(questionnaire, answers))


def walk(questionnaire: Questionnaire, answers: Answers) -> Iterator[Page]:
    """The same page by page, for whoever need not go all the way."""
    pages = list(questionnaire.pages())
    places = places_in(questionnaire)
    alone = alone_in(questionnaire)
    counted: dict[str, Answer] = {}
    place = 0
    while place < len(pages):
        section, page = pages[place]
        if not shown(section, page, counted, alone):
            place += 1
            continue
        yield page
        if page.id in answers:
            counted[page.id] = answers[page.id]
        place = after(page, places, counted, alone)


def places_in(questionnaire: Questionnaire) -> Mapping[str, int]:
    """Where each page stands, from 0, and END after all of them."""
    return questionnaire.places


def shown(section: Section, page: Page, counted: Answers, alone: Alone) -> bool:
    """Whether a page that the way comes to is shown. counted: the answers of the questions on the way before it."""
    return (section.show_when is None or holds(section.show_when, counted, alone)) and (
        page.show_when is None or holds(page.show_when, counted, alone)
    )


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
    first = next(walk(questionnaire, {}), None)
    if first is None:
        raise ValueError(f"The questionnaire {questionnaire.code} has no page to begin with.")
    return first


def next_page(questionnaire: Questionnaire, page_id: str, answers: Answers) -> Page | None:
    """The page after this one, or None at the end. A page that is no longer on the way goes on to the next that is.

    Raises KeyError for a page that does not exist.
    """
    places = places_in(questionnaire)
    here = places[page_id]
    return next((page for page in walk(questionnaire, answers) if places[page.id] > here), None)


def previous_page(questionnaire: Questionnaire, page_id: str, answers: Answers) -> Page | None:
    """The page before this one, or None at the beginning. Raises KeyError for a page that does not exist."""
    places = places_in(questionnaire)
    here = places[page_id]
    before = list(takewhile(lambda page: places[page.id] < here, walk(questionnaire, answers)))
    return before[-1] if before else None


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
