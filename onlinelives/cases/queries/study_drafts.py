"""The draft of a case study: what the record knows is taken out of the text, and what may tell who it is is flagged.

It is made anew whenever it is needed, from the text and from what the record knows at that moment, so it is never
stale. Only `standing` may be shown to the second person.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from onlinelives.accounts.models import Agency, Person, TeamMember
from onlinelives.cases.models import (
    PARTS,
    Assessment,
    CaseStudy,
    Decision,
    NamedPerson,
    Referral,
    StudyName,
    StudyText,
    YoungPerson,
)
from onlinelives.rules import deidentify, roles
from onlinelives.rules.deidentify import Draft, Finding, Known
from onlinelives.rules.deidentify import Person as Somebody
from onlinelives.rules.deidentify.folding import words as words_in

_BETWEEN_NAMES = re.compile(r"[,;/\n\r]+")


@dataclass(frozen=True)
class Standing:
    """A flag that has been decided, as it stands in the de-identified text: characters `start` to `end` of one of
    PARTS. `kept`: the words were kept; otherwise a pseudonym stands there. `why`: what the engine said of it."""

    part: int
    start: int
    end: int
    kept: bool
    why: str


@dataclass(frozen=True)
class Piece:
    """Some characters of a de-identified text. `flag`: the number of the finding they come from, None for the words in
    between; `certain`: replaced at once; `choice`: what was decided about a flag, empty while it is open."""

    words: str
    flag: int | None = None
    certain: bool = False
    choice: str = ""


@dataclass(frozen=True)
class Drafted:
    """A draft as its author sees it."""

    draft: Draft

    @property
    def parts(self) -> list[list[Piece]]:
        """The texts in pieces, in the order of PARTS; nothing in them where the engine failed."""
        return [pieces(self.draft, part) for part in range(len(PARTS))]

    @property
    def flags(self) -> list[Finding]:
        """Everything that was flagged, decided or not."""
        return [finding for finding in self.draft.findings if not finding.certain]

    def flag(self, number: int) -> Finding | None:
        return next((finding for finding in self.flags if finding.number == number), None)

    def around(self, number: int) -> list[Piece]:
        """One finding with what stands around it."""
        found = pieces(self.draft, self.draft.findings[number].text)
        return near(found, next(at for at, piece in enumerate(found) if piece.flag == number))


def drafted(study: CaseStudy) -> Drafted:
    """The draft of the newest text, for the author, who already passed the gate."""
    return Drafted(draft_of(study, text_now(study)))


def text_now(study: CaseStudy) -> StudyText:
    """The newest text."""
    found = study.texts.select_related("foresight").first()
    assert found is not None  # noqa: S101  every case study is begun with one
    return found


def draft_of(study: CaseStudy, text: StudyText) -> Draft:
    """The draft of one text, with what its author decided about it. Where it cannot be made it fails closed."""
    try:
        known = known_of(study)
    except ValueError:
        return Draft(text.parts, failure="The names of the record could not be read, so nothing of the text is shown.")
    made = deidentify.draft(text.parts, known)
    if made.failure:
        return made
    flags = {(each.text, each.start, each.end): each.number for each in made.flags}
    decided = {}
    for decision in text.decisions.all():  # oldest first, so that the newest counts
        if (place := flags.get((decision.part, decision.start, decision.end))) is not None:
            decided[place] = decision
    for number, decision in decided.items():
        by = str(decision.by_id)
        made = deidentify.decide(made, number, decision.choice, reason=decision.reason, by=by)
    return made


def known_of(study: CaseStudy) -> Known:
    """All that is known of who may be named: by the record, and by what the author added. Raises ValueError where a
    role is kept that the engine does not know."""
    young_person = study.young_person
    agencies = list(Agency.objects.filter(partnership=study.partnership_id))
    added = list(study.names.filter(removed_at=None))
    schools = [agency.name for agency in agencies if agency.kind == Agency.Kind.SCHOOL]
    others = [agency.name for agency in agencies if agency.kind != Agency.Kind.SCHOOL]
    return Known(
        people=(*_young_person(study), *_staff(study), *_people(added)),
        places=_lettered([study.partnership.name, *_added(added, StudyName.Kind.PLACE)]),
        schools=_lettered([*schools, *_added(added, StudyName.Kind.SCHOOL)]),
        handles=_lettered(_added(added, StudyName.Kind.HANDLE)),
        other=_lettered(
            [
                young_person.reference,
                young_person.team.name,
                *_postcode(young_person),
                *others,
                *_added(added, StudyName.Kind.OTHER),
            ]
        ),
    )


def standing(draft: Draft) -> list[Standing]:
    """Every flag that has been decided, where it stands in `draft.texts`, in order."""
    found = []
    for part in range(len(PARTS)):
        shift = 0
        for finding in _in_part(draft, part):
            written = _written(finding)
            start = finding.start + shift
            shift += len(written) - len(finding.original)
            if not finding.certain and finding.decision:
                kept = finding.decision.choice == deidentify.KEEP
                found.append(Standing(part, start, start + len(written), kept, finding.reason))
    return found


def pieces(draft: Draft, part: int) -> list[Piece]:
    """One part of the draft, cut where something was found; nothing at all where the engine failed."""
    if draft.failure:
        return []
    text, at, found = draft.originals[part], 0, []
    for finding in _in_part(draft, part):
        found.append(Piece(text[at : finding.start]))
        choice = finding.decision.choice if finding.decision else ""
        found.append(Piece(_written(finding), finding.number, finding.certain, choice))
        at = finding.end
    found.append(Piece(text[at:]))
    return [piece for piece in found if piece.words]


def near(found: list[Piece], at: int, around: int = 160) -> list[Piece]:
    """The piece at `at` with what stands around it."""
    before = "".join(piece.words for piece in found[:at])
    after = "".join(piece.words for piece in found[at + 1 :])
    start = f"…{before[-around:]}" if len(before) > around else before
    end = f"{after[:around]}…" if len(after) > around else after
    return [piece for piece in (Piece(start), found[at], Piece(end)) if piece.words]


def _in_part(draft: Draft, part: int) -> list[Finding]:
    return [finding for finding in draft.findings if finding.text == part]


def _written(finding: Finding) -> str:
    return finding.original if finding.replacement is None else finding.replacement


def _young_person(study: CaseStudy) -> list[Somebody]:
    who = study.young_person
    name = " ".join(part for part in (who.given_name, who.family_name) if part)
    names = [name, who.given_name, who.family_name, who.known_as, *_split(who.known_as), *_split(study.nicknames)]
    lettered = list(dict.fromkeys(_lettered(names)))
    return [Somebody("young person", lettered[0], tuple(lettered[1:]))] if lettered else []


def _postcode(young_person: YoungPerson) -> tuple[str, ...]:
    """Written together and apart, and its first half, which is a small place too."""
    whole = young_person.postcode
    return (whole, f"{whole[:-3]} {whole[-3:]}", whole[:-3]) if len(whole) > 4 else (whole,)


def _staff(study: CaseStudy) -> list[Somebody]:
    """Everybody who wrote in the record or is named on it, its team, its agency's managers, and the author. Not all of
    the agency: a draft with a thousand names takes seconds."""
    who = study.young_person
    referrals = Referral.objects.filter(young_person=who)
    found = Person.objects.filter(
        Q(pk__in=[pk for pk in (study.author_id, who.worker_id, who.opened_by_id) if pk])
        | Q(pk__in=referrals.values("written_by"))
        | Q(pk__in=Decision.objects.filter(referral__in=referrals).values("by"))
        | Q(pk__in=Assessment.objects.filter(young_person=who).values("begun_by"))
        | Q(pk__in=NamedPerson.objects.filter(young_person=who).values("person"))
        | Q(pk__in=TeamMember.objects.filter(team=who.team_id).values("person"))
        | Q(memberships__agency=who.agency_id, memberships__role=roles.MANAGER.code)
    )
    return [Somebody("worker", name) for name in _lettered(found.distinct().values_list("name", flat=True))]


def _people(added: list[StudyName]) -> list[Somebody]:
    found = []
    for each in added:
        names = _lettered([each.name, *_split(each.also)]) if each.kind == StudyName.Kind.PERSON else ()
        if names:
            found.append(Somebody(each.role, names[0], names[1:]))
    return found


def _added(added: list[StudyName], kind: str) -> list[str]:
    return [name for each in added if each.kind == kind for name in (each.name, *_split(each.also))]


def _split(names: str) -> list[str]:
    """Several names typed into one field."""
    return [name.strip() for name in _BETWEEN_NAMES.split(names)]


def _lettered(names: Iterable[str]) -> tuple[str, ...]:
    """Those that can be looked for at all: an empty field or a dash is no name."""
    return tuple(name for name in names if words_in(name))
