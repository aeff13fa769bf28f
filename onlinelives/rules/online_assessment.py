"""Everything the rules have to say about one online-life assessment, in the order in which people read it.

No list of factors or risks decides about a young person. Both editions put skilled judgement above any tool, and the
2020 edition warns against relying on a checklist alone. So the rules only tell, each with its source and its reason,
and an assessment has no result until the practitioner has written a judgement of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onlinelives.rules import risk
from onlinelives.rules.verdict import Allowed, Denied, Verdict
from onlinelives.rules.vulnerability import Ruleset, Told, care_and_caring, intensive_support

NOT_ALL_ASKED = "not_all_asked"  # an outcome
FEWEST_WORDS = 3  # different ones: "yes", "as above" or "n/a n/a n/a" is no judgement


@dataclass(frozen=True)
class AssessmentFacts:
    """What one assessment says, as far as rules look at it. A factor or risk that is left out was not asked.

    factors: factor id -> state. risks: risk id -> state. category_of: risk id -> one of the four Cs, for every item of
    the list that the assessment used, in the order in which it is shown. States are those of `vulnerability.STATES`.
    """

    factors: Mapping[str, str]
    risks: Mapping[str, str]
    category_of: Mapping[str, str]


def told(assessment: AssessmentFacts, ruleset: Ruleset) -> tuple[Told, ...]:
    """What the rules say: care with caring, the count of factors (always), the Cs to ask about, what was not asked.

    ruleset: the one of the day of the assessment. Unknown factors, risks, Cs and states raise ValueError.
    """
    pair = care_and_caring(assessment.factors, ruleset)
    not_asked = _not_asked(assessment)
    return (
        *((pair,) if pair else ()),
        intensive_support(assessment.factors, ruleset),
        *(prompt.told for prompt in risk.prompts(assessment.risks, assessment.category_of)),
        *((not_asked,) if not_asked else ()),
    )


def result_allowed(judgement: str) -> Verdict:
    """Whether an assessment may have a result: only with a written judgement of at least FEWEST_WORDS different words.

    Source: rule.professional_judgement (both editions) and rule.not_checklist_alone (planning-2020).
    """
    words = {"".join(filter(str.isalpha, word)).casefold() for word in judgement.split()} - {""}
    if len(words) >= FEWEST_WORDS:
        return Allowed()
    return Denied(
        "Write your own judgement first, in at least a few words. "
        "What the rules say is a prompt, and no result stands on it alone."
    )


def _not_asked(assessment: AssessmentFacts) -> Told | None:
    """Source: ours. Statement 3.1 wants the tool to record enough about life online to understand the case."""
    gaps = {
        category: ids
        for category, ids in risk.not_asked(assessment.risks, assessment.category_of).items()
        if ids  # a C where everything was asked is not worth a word
    }
    ids = tuple(id_ for group in gaps.values() for id_ in group)
    if not ids:
        return None
    reason = (
        f"{len(ids)} of {len(assessment.category_of)} risk items {'was' if len(ids) == 1 else 'were'} not asked: "
        f"{risk.listed([f'{len(group)} under {category}' for category, group in gaps.items()])}. "
        "What was not asked is not a no."
    )
    return Told("rule.not_asked", "ours", "3.1", NOT_ALL_ASKED, reason, ids)
