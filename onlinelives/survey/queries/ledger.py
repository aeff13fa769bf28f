"""Everything that was released of the survey: what the next release is held against."""

import json

from onlinelives.rules.disclosure.shares import PublishedShares, SharesReleased, published_shares_from
from onlinelives.survey.models import AnswerSet, Finding, SurveyRelease, Wave
from onlinelives.survey.reports import Source, cuts_of


def published_in(release: SurveyRelease) -> PublishedShares:
    """The figures of a release. Raises ValueError where they are not as they were released."""
    return published_shares_from(json.loads(release.body), release.sha256)


def ledger(wave: Wave, source: Source) -> SharesReleased:
    """All that was released of a wave, with the list of cuts that these answers have. Figures of one wave tell nothing
    about another. Raises ValueError where the list does not fit what was released, or something was altered."""
    found = SurveyRelease.objects.filter(wave=wave, state="released").order_by("decided_at", "pk")
    return SharesReleased(cuts_of(source), tuple(published_in(release) for release in found))


def altered() -> list[str]:
    """Releases and findings, of every area, that are not as they were released; none if all is well."""
    found = []
    for release in SurveyRelease.objects.filter(state="released").order_by("pk").iterator():
        try:
            published_in(release)
        except (ValueError, KeyError, TypeError):
            found.append(release.trail_subject)
    findings = Finding.objects.select_related("release").order_by("pk").iterator()
    return found + [f"{each.trail_subject} ({each.code})" for each in findings if each.fingerprint != each.sha256]


def released_items(answers: AnswerSet, cut: str) -> set[str]:
    """Codes of what was released already from these answers by this cut."""
    found = SurveyRelease.objects.filter(answers_sha256=answers.sha256, wave=answers.wave_id, cut=cut, state="released")
    return {item for items in found.values_list("items", flat=True) for item in items}


def waiting_items(answers: AnswerSet, cut: str) -> set[str]:
    """Codes of what waits for a second person."""
    found = SurveyRelease.objects.filter(wave=answers.wave_id, cut=cut, state="proposed")
    return {item for items in found.values_list("items", flat=True) for item in items}
