"""Scores that an independent reviewer has verified and settled."""

from collections.abc import Iterable

from django.db.models import F

from onlinelives.audits.models import Check


def verified_scores(return_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """(return id, statement) -> settled score, 0 to 4, in one query.

    Only checks of the answer as it stands now count: one that was changed after its check has no verified score. Where
    an answer was checked twice, the later settlement counts.
    """
    settled = (
        Check.objects.filter(
            state="settled",
            settled_score__isnull=False,
            answer__audit_return__in=list(return_ids),
            revision__number=F("answer__version"),
        )
        .order_by("settled_at")
        .values_list("answer__audit_return_id", "answer__statement", "settled_score")
    )
    return {(pk, statement): score for pk, statement, score in settled if score is not None}
