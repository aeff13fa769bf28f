"""De-identification: from case text to a draft in which nobody is named, and that a second person must approve.

Three layers look at a text: what the record knows (`recorded`), numbers and dates (`patterns`), and words that are out
of the ordinary (`unusual`). What is certain is replaced by a pseudonym; what is not is flagged, and the draft stays
blocked until a person has decided every flag. The care record itself is never touched: this works on a copy.

Source: statements 2.2, 2.3 and 4.6 of both editions (case studies for training), and the ICO's guidance on
anonymisation of 28 March 2025 (singling out, linking, inference; somebody who tries).
"""

from onlinelives.rules.deidentify.combinations import Combination, small_combinations
from onlinelives.rules.deidentify.drafting import draft
from onlinelives.rules.deidentify.drafts import CAUTION, KEEP, REPLACE, Decision, Draft, Finding, decide, ready
from onlinelives.rules.deidentify.places import moved
from onlinelives.rules.deidentify.record import ROLES, YOUNG_PERSON, Known, Person

__all__ = [
    "CAUTION",
    "KEEP",
    "REPLACE",
    "ROLES",
    "YOUNG_PERSON",
    "Combination",
    "Decision",
    "Draft",
    "Finding",
    "Known",
    "Person",
    "decide",
    "draft",
    "moved",
    "ready",
    "small_combinations",
]
