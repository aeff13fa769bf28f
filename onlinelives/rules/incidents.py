"""What to say at once when an incident is recorded, by the risk items that were chosen.

None of it is a finding: it is what a member of staff must not do, or must not put off, while nobody knows more yet.
"""

from collections.abc import Iterable

# An intimate image may be part of it, so the notice on images stands open (online-lives.yaml, image_sharing).
ABOUT_IMAGES = frozenset(
    {
        "conduct.shared_sgii",
        "contact.image_misuse",
        "contact.financial_sextortion",
        "contact.livestreaming",
        "content.ai_generated_abuse",
    }
)

# It may be sexual abuse or exploitation of a child, or the way there: the safeguarding lead and the police are told.
MAY_BE_ABUSE = frozenset(
    {
        "contact.cse_abuse",
        "contact.fake_youth_solicitation",
        "contact.financial_sextortion",
        "contact.grooming",
        "contact.livestreaming",
        "content.ai_generated_abuse",
    }
)


def is_about_images(items: Iterable[str]) -> bool:
    """Whether the notice on images stands open."""
    return not ABOUT_IMAGES.isdisjoint(items)


def may_be_abuse(items: Iterable[str]) -> bool:
    """Whether to ask that the safeguarding lead and the police are told."""
    return not MAY_BE_ABUSE.isdisjoint(items)
