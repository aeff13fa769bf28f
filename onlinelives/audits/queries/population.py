"""What a draw chooses from: the signed answers of a round that have not been drawn as they stand."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery

from onlinelives.audits.models import Answer, AnswerRevision, Candidate, Check, Citation, Round, SignOff
from onlinelives.audits.queries.results import THIN_FROM
from onlinelives.rules.sampling import Unit


@dataclass(frozen=True)
class Drawable:
    """A signed, scored answer with the revision and the signature that say exactly which."""

    answer: Answer
    revision_id: int
    sign_off_id: int
    unit: Unit


def population(round_: Round) -> list[Drawable]:
    """Every scored answer of the round's signed-off returns which no earlier draw has taken as it stands, by agency and
    statement, in one query. Not applicable and unanswered have no score to verify."""
    latest = AnswerRevision.objects.filter(answer=OuterRef("pk")).order_by("-number").values("pk")[:1]
    signature = SignOff.objects.filter(audit_return=OuterRef("audit_return_id"), withdrawn_at=None).values("pk")[:1]
    settled = Check.objects.filter(
        state="settled",
        answer__statement=OuterRef("statement"),
        answer__audit_return__agency=OuterRef("audit_return__agency_id"),
    )
    drawn = Candidate.objects.filter(
        answer=OuterRef("pk"), drawn=True, draw__round=round_, revision__number=OuterRef("version")
    )
    answers = (
        Answer.objects.filter(audit_return__round=round_, audit_return__state="signed_off", score__isnull=False)
        .exclude(Exists(drawn))
        .annotate(
            revision=Subquery(latest),
            signature=Subquery(signature),
            agency_code=F("audit_return__agency__code"),
            cited=Exists(Citation.objects.filter(answer=OuterRef("pk"))),
            checked=Exists(settled),
        )
        .order_by("agency_code", "statement")
    )
    return [_drawable(answer) for answer in answers]


def _drawable(answer: "Answer") -> Drawable:
    told = answer.__dict__
    score = answer.score or 0
    return Drawable(
        answer=answer,
        revision_id=told["revision"],
        sign_off_id=told["signature"],
        unit=Unit(
            id=unit_id(answer.pk, answer.version),
            agency=told["agency_code"],
            section=answer.section,
            score=score,
            thin=score >= THIN_FROM and not told["cited"] and not answer.evidence.strip(),
            never_checked=not told["checked"],
        ),
    )


def unit_id(answer: int, revision: int) -> str:
    """An answer as it was at one of its revisions: what is drawn. To a spreadsheet it is neither number nor date."""
    return f"a{answer}r{revision}"
