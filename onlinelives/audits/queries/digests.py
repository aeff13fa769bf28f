"""The digest of a return: what a signature covers."""

from collections.abc import Iterable

from onlinelives.audits.models import Answer, Return
from onlinelives.rules.digest import SignedAnswer, digest


def digest_of(audit_return: Return, answers: Iterable[Answer]) -> str:
    """64 hexadecimal digits over the edition's text, the agency and everything the answers say."""
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
            )
            for answer in answers
        ],
    )
