"""The digest of a return: what a signature covers."""

from collections.abc import Iterable

from onlinelives.audits.models import Answer, Return
from onlinelives.audits.queries.citations import Cited
from onlinelives.rules.digest import SignedAnswer, cited, digest


def digest_of(audit_return: Return, answers: Iterable[Answer], citations: Cited) -> str:
    """64 hexadecimal digits over the edition's text, the agency, everything the answers say and what they cite."""
    return digest(
        edition=audit_return.round.frozen_id or "",
        agency=audit_return.agency.code,
        answers=[
            SignedAnswer(
                statement=answer.statement,
                score=answer.score,
                not_applicable=answer.not_applicable,
                reason=answer.reason,
                commentary=answer.commentary,
                evidence=answer.evidence,
                cited=tuple(cited(r.evidence_id, r.number, r.sha256) for r in citations.get(answer.pk, [])),
            )
            for answer in answers
        ],
    )
