"""Which evidence the answers of a return point at."""

from collections import defaultdict

from onlinelives.audits.models import Citation, EvidenceRevision, Return

Cited = dict[int, list[EvidenceRevision]]  # answer id -> revisions, in the order in which they were cited


def citations_of(audit_return: Return, section: int | None = None) -> Cited:
    """The citations of a return, or of one of its sections, in one query."""
    found = Citation.objects.filter(answer__audit_return=audit_return)
    found = found.select_related("revision__evidence", "revision__finding")
    if section is not None:
        found = found.filter(answer__section=section)
    cited: Cited = defaultdict(list)
    for citation in found:
        cited[citation.answer_id].append(citation.revision)
    return dict(cited)
