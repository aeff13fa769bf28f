"""Figures are let out to all agencies: one person proposes them, a second decides, and then nothing of them changes."""

import json
import uuid
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import Max

from onlinelives.accounts.models import Partnership, Person
from onlinelives.rules.digest import finding_digest
from onlinelives.rules.disclosure.shares import PublishedShares, Refused
from onlinelives.rules.lifecycles import RELEASE
from onlinelives.rules.verdict import Invalid, need
from onlinelives.survey import permissions, queries
from onlinelives.survey.actions.errors import LooksDifferent
from onlinelives.survey.models import AnswerSet, Finding, SurveyRelease
from onlinelives.survey.models.releases import LONGEST_REASON
from onlinelives.survey.wording import Words, sentence, shown_items, worded, words_from
from onlinelives.trail import clock
from onlinelives.trail.actions import record

MOST_ITEMS = 20  # figures in one release: more take minutes beside everything that is out, and nobody reads them


def propose(
    *,
    answers: AnswerSet,
    cut: str,
    items: Sequence[str],
    reason: str,
    by: Person,
    form_key: uuid.UUID | None = None,
) -> SurveyRelease:
    """Asks a second person to let these figures out; no figure is kept. The same form sent twice makes one. Raises
    Invalid where the answers are not the wave's any more, for codes that are not listed, for what is out or waits
    already, and where beside everything that is out it would give a small number away."""
    need(permissions.release_figures(by))
    sent = form_key and SurveyRelease.objects.filter(form_key=form_key, proposed_by=by).first()
    if sent:
        return sent
    answers = AnswerSet.objects.select_related("wave__questionnaire").get(pk=answers.pk, partnership=by.partnership_id)
    chosen = _chosen(answers, cut, items)
    told = {"answers": answers, "cut": cut, "items": list(chosen), "form_key": form_key}
    told["reason"] = _reason(reason, "reason", "Say why these figures should be released.")
    told["words"] = worded(queries.source_of(answers), cut, chosen, answers.weighting).as_data()
    _shown(answers, cut, chosen)  # takes seconds, and nobody waits for it: it is asked again before anything leaves
    return _proposed(by, told)


def let_out(*, release: SurveyRelease, seen: str, decision: str, by: Person) -> SurveyRelease:
    """A second person releases. The figures are made again and held against everything that is out by now; they must be
    those that the person saw, whose hash is `seen`, or LooksDifferent is raised. Raises Invalid where it is no longer
    safe, NotNow where it was decided already."""
    need(permissions.decide_release(by, release))
    with suppress(Invalid):  # the process keeps it, so that the same sums take no time under the lock
        _shown(release.answers, release.cut, tuple(release.items))
    return _let_out(release, seen, _reason(decision, "decision", "Say why you release these figures."), by)


@transaction.atomic
def decline(*, release: SurveyRelease, decision: str, by: Person) -> SurveyRelease:
    """A second person does not let them out, and says why."""
    need(permissions.decide_release(by, release))
    release = _locked(release, "decline")
    _decided(release, "decline", _reason(decision, "decision", "Say why you decline."), by)
    record("survey release declined", by=by, subject=release.trail_subject)
    return release


@transaction.atomic
def take_back(*, release: SurveyRelease, by: Person) -> SurveyRelease:
    """Whoever proposed it thinks again."""
    need(permissions.take_back_release(by, release))
    release = _locked(release, "take back")
    _decided(release, "take back", "", by)
    record("survey release taken back", by=by, subject=release.trail_subject)
    return release


@transaction.atomic
def _proposed(by: Person, told: dict[str, Any]) -> SurveyRelease:
    _one_at_a_time(by)
    again = told["form_key"] and SurveyRelease.objects.filter(form_key=told["form_key"], proposed_by=by).first()
    if again:
        return again
    answers = told["answers"]
    _need_new(answers, told["cut"], told["items"])
    release = SurveyRelease.objects.create(
        partnership_id=by.partnership_id,
        wave=answers.wave,
        answers_sha256=answers.sha256,
        proposed_by=by,
        proposed_at=clock.now(),
        **told,
    )
    record(
        "survey release proposed",
        by=by,
        subject=release.trail_subject,
        wave=answers.wave_id,
        cut=release.cut,
        items=release.items,
        answers=answers.sha256,
    )
    return release


@transaction.atomic
def _let_out(release: SurveyRelease, seen: str, decision: str, by: Person) -> SurveyRelease:
    _one_at_a_time(by)
    release = _locked(release, "release")
    published = _shown(release.answers, release.cut, tuple(release.items))
    if published.sha256 != seen or release.answers.sha256 != release.answers_sha256:
        raise LooksDifferent
    release.body, release.sha256 = json.dumps(published.as_data(), sort_keys=True), published.sha256
    _decided(release, "release", decision, by)
    numbers = _findings(release, published, words_from(release.words))
    subject = release.trail_subject
    record("survey figures released", by=by, subject=subject, sha256=published.sha256, findings=numbers)
    return release


def _one_at_a_time(by: Person) -> None:
    """Nobody else of the area releases until this is done, so that each is held against the one before."""
    Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership_id)


def _locked(release: SurveyRelease, verb: str) -> SurveyRelease:
    found = SurveyRelease.objects.select_for_update(of=("self",)).select_related("answers__wave__questionnaire")
    here = found.get(pk=release.pk)
    RELEASE.after(here.state, verb)
    return here


def _chosen(answers: AnswerSet, cut: str, items: Sequence[str]) -> tuple[str, ...]:
    """The items in the order of the questionnaire, each once."""
    choice = queries.release_choice(answers)
    if cut not in choice.cuts:
        raise Invalid("Select how young people are divided.", "cut")
    if not items or not set(items) <= set(choice.items):
        raise Invalid("Select at least one figure from the list.", "items")
    if len(set(items)) > MOST_ITEMS:
        raise Invalid(f"Select at most {MOST_ITEMS} figures at a time.", "items")
    return tuple(item for item in choice.items if item in set(items))


def _need_new(answers: AnswerSet, cut: str, items: Sequence[str]) -> None:
    names = queries.release_choice(answers).items
    for said, codes in (
        ("released already", queries.released_items(answers, cut)),
        ("waiting for a second person already", queries.waiting_items(answers, cut)),
    ):
        if there := [names[item] for item in items if item in codes]:
            raise Invalid(f"Divided in this way, this is {said}: {'; '.join(there)}.", "items")


def _shown(answers: AnswerSet, cut: str, items: tuple[str, ...]) -> PublishedShares:
    try:
        return queries.would_show(answers, cut, items)
    except Refused as refused:
        raise Invalid(str(refused)) from None


def _reason(typed: str, field: str, missing: str) -> str:
    said = typed.strip()
    if not said:
        raise Invalid(missing, field)
    if len(said) > LONGEST_REASON:
        raise Invalid(f"Use {LONGEST_REASON:,} characters or fewer; this has {len(said):,}.", field)
    return said


def _decided(release: SurveyRelease, verb: str, decision: str, by: Person) -> None:
    release.state = RELEASE.after(release.state, verb)
    release.decision, release.decided_by, release.decided_at = decision, by, clock.now()
    release.save()


def _findings(release: SurveyRelease, published: PublishedShares, words: Words) -> list[int]:
    """One for each item of which something is shown. Returns their numbers."""
    last = Finding.objects.filter(partnership=release.partnership_id).aggregate(last=Max("number"))["last"] or 0
    numbered = enumerate(shown_items(published), last + 1)
    made = [_finding(release, published, words, item, number) for number, item in numbered]
    Finding.objects.bulk_create(made)
    return [finding.number for finding in made]


def _finding(release: SurveyRelease, published: PublishedShares, words: Words, item: str, number: int) -> Finding:
    said = words.items[item]
    told = (said.name, words.cut, sentence(published, item, words), said.question)
    sha256 = finding_digest(number=number, release=release.sha256, words=release.words, item=item, said=told)
    title, about, sentence_, question = told
    return Finding(
        partnership_id=release.partnership_id,
        release=release,
        number=number,
        item=item,
        title=title,
        about=about,
        sentence=sentence_,
        question=question,
        sha256=sha256,
    )
