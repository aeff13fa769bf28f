"""Tallies added up by the database, for many returns at once."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from onlinelives.audits.models import Answer
from onlinelives.rules.scoring import Tally


def tallies(answers: "QuerySet[Answer]") -> dict[int, dict[int, Tally]]:
    """return id -> section -> Tally, in one query."""
    rows: Any = (
        answers.order_by()
        .values("audit_return_id", "section")
        .annotate(
            points=Sum("score"),
            scored=Count("score"),
            left_out=Count("pk", filter=Q(not_applicable=True)),
            statements=Count("pk"),
            carried=Count("pk", filter=Q(carried=True)),
        )
    )
    found: dict[int, dict[int, Tally]] = defaultdict(dict)
    for row in rows:
        unanswered = row["statements"] - row["scored"] - row["left_out"]
        found[row["audit_return_id"]][row["section"]] = Tally(
            row["points"] or 0, row["scored"], row["left_out"], unanswered, row["carried"]
        )
    return dict(found)


def total(sections: dict[int, Tally]) -> Tally:
    """The sections of one return, or of several, added up."""
    return sum(sections.values(), Tally())
