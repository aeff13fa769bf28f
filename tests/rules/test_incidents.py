"""What must not be put off is said for the items it is about, and for no others."""

import pytest

from onlinelives.content import taxonomies
from onlinelives.rules.incidents import ABOUT_IMAGES, MAY_BE_ABUSE, is_about_images, may_be_abuse


def test_every_item_that_is_named_is_one_of_the_taxonomy() -> None:
    asked = {risk.id for risk in taxonomies.load().asked_now}
    assert asked >= ABOUT_IMAGES
    assert asked >= MAY_BE_ABUSE


def test_whatever_tells_staff_to_read_the_notice_on_images_opens_it() -> None:
    """The help texts of the taxonomy and the rule agree."""
    speaks = {risk.id for risk in taxonomies.load().asked_now if "notice on images" in risk.help}
    assert speaks
    assert speaks <= ABOUT_IMAGES


@pytest.mark.parametrize(
    ("items", "images", "abuse"),
    [
        ([], False, False),
        (["contact.rumours", "commerce.scams"], False, False),
        (["conduct.posting_photos", "conduct.gaming"], False, False),
        (["conduct.shared_sgii"], True, False),
        (["contact.rumours", "contact.image_misuse"], True, False),
        (["contact.grooming"], False, True),
        (["contact.cse_abuse", "commerce.scams"], False, True),
        (["contact.fake_youth_solicitation"], False, True),
        (["contact.financial_sextortion"], True, True),
        (["contact.livestreaming"], True, True),
        (["content.ai_generated_abuse"], True, True),
        (["contact.local-7"], False, False),
    ],
)
def test_what_is_said_at_once(items: list[str], images: bool, abuse: bool) -> None:
    assert is_about_images(items) is images
    assert may_be_abuse(items) is abuse
