"""Pages of children that are kept half-drawn are, to the byte, what the template gives."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from onlinelives.content import instruments
from onlinelives.rules.questionnaires import answering, frozen
from onlinelives.rules.questionnaires.shapes import Kind, Page, Questionnaire, Words
from onlinelives.rules.verdict import Invalid
from onlinelives.survey import drawn
from onlinelives.survey.drafts import Draft, seal
from onlinelives.survey.drawn import MARK, draw, draw_error
from onlinelives.survey.pages import ChildPage, child_page
from tests.survey.test_taking_part import Child
from tests.waves import Fieldwork
from tests.world import World

HOSTILE = """"><script>alert('x')</script>{{ draft }} %s {} & <input name="draft" value="nothing"> مدرسة 🦊 O'Neil"""
DRAFT = Draft(1, 1, 8, "0" * 32)


def hostile(asks: Questionnaire) -> Questionnaire:
    """The same with every word replaced by the worst that somebody could write."""
    words = Words(HOSTILE, HOSTILE, HOSTILE, HOSTILE)

    def said(page: Page) -> Page:
        question = page.question and replace(
            page.question,
            said={"en": words},
            choices=tuple(replace(choice, said={"en": words}) for choice in page.question.choices),
        )
        return replace(page, question=question, said={"en": words} if page.said else {})

    sections = [replace(s, said={"en": words}, pages=tuple(said(page) for page in s.pages)) for s in asks.sections]
    return replace(asks, sections=tuple(sections))


CURRENT = instruments.current()
ASKED = {"ours": CURRENT, "hostile": hostile(CURRENT)}


def template(at: ChildPage, draft: str, error: Invalid | None = None, **told: object) -> bytes:
    return render_to_string(
        "survey/child/page.html", {"at": at, "draft": draft, "error": error, **told}, using="jinja2"
    ).encode()


def seen(asks: Questionnaire) -> Iterator[tuple[Page, ChildPage]]:
    """Every page as every child could meet it: new, in easier words, chosen before, on a device, gone on with."""
    sha256 = frozen.digest(asks)
    for _, page in asks.pages():
        drafts = [DRAFT, replace(DRAFT, easy=True)]
        if page.question:
            one = page.question.choices[-1].code
            drafts.append(DRAFT.answered(page.id, one if page.question.kind is Kind.ONE else frozenset({one})))
            drafts += [DRAFT.answered(page.id, reason) for reason in answering.WHY_NOT]
        for draft in drafts:
            for on_device in (False, True):
                yield page, child_page(asks, sha256, page, draft, on_device)


@pytest.mark.parametrize("name", ASKED)
def test_every_page_is_what_the_template_gives(name: str) -> None:
    for turn in range(2):  # the second time from what was kept
        for page, at in seen(ASKED[name]):
            draft = seal(replace(DRAFT, reached=(page.id,)))
            assert draw(at, draft) == template(at, draft), (page.id, at, turn)


@pytest.mark.parametrize("name", ASKED)
def test_every_page_with_an_error_is_too(name: str) -> None:
    error = Invalid(HOSTILE)
    for page, at in seen(ASKED[name]):
        draft, sent = seal(replace(DRAFT, reached=(page.id,))), ["1", HOSTILE]
        assert draw_error(at, draft, error, sent) == template(at, draft, error, sent=sent)
        assert draw(at, draft) == template(at, draft)  # nothing of it stays


def test_pages_that_differ_are_kept_apart() -> None:
    every = [at for asks in ASKED.values() for _, at in seen(asks) if at.is_everybodys]
    told: dict[ChildPage, bytes] = {}
    for at in every:
        assert told.setdefault(at, template(at, "x")) == template(at, "x")
    assert len(told) > 4 * 78


def test_what_a_child_chose_is_never_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[ChildPage] = []
    real = drawn._frame
    monkeypatch.setattr(drawn, "_frame", lambda at: kept.append(at) or real(at))
    for _, at in seen(CURRENT):
        draw(at, "x")
    assert kept
    assert not [at for at in kept if at.ticked or at.so_far]


@pytest.mark.django_db
def test_only_the_draft_differs_between_two_children(world: World) -> None:
    fieldwork = Fieldwork(world)
    first, second = Child(), Child()
    for child, code in zip((first, second), fieldwork.class_8b.codes, strict=False):
        child.enter(code)
    for one, other in zip(first.walk(), second.walk(), strict=True):
        assert first.field("draft") != second.field("draft")
        assert MARK not in one
        assert re.sub(r'name="draft" value="[^"]*"', "", one) == re.sub(r'name="draft" value="[^"]*"', "", other)


def test_a_page_that_would_show_the_draft_twice_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "_page", lambda at, sealed: f"{sealed} {sealed}".encode())
    asks = replace(CURRENT, code="another")
    at = child_page(asks, frozen.digest(asks), next(iter(asks.pages()))[1], DRAFT)
    with pytest.raises(ValueError, match="too many values"):
        draw(at, "x")
