"""What people do at a page, each waiting for what it leads to."""

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

expect.set_options(timeout=8_000)

AWKWARD = 'O\'Hollow & Söhne "Ünï" مدرسة 🦊'  # a name that people might really have, all at once


def press(page: Page, button: str) -> None:
    """Press a button (or a link that looks like one) that leads to another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def follow(page: Page, link: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=link).click()


def sees(page: Page, *texts: str) -> None:
    """Every text is somewhere on the page, for everybody to see."""
    for text in texts:
        expect(page.get_by_text(text).filter(visible=True).first).to_be_visible()


def is_told(page: Page, *messages: str) -> None:
    """The error summary says so, its links lead to the fields, and the title begins with “Error”."""
    assert page.title().startswith("Error: "), page.title()
    for message in messages:
        expect(page.locator(".govuk-error-summary").get_by_text(message)).to_be_visible()


def correct(page: Page, message: str, field: str) -> None:
    """Follow a message of the error summary: the field has the focus."""
    page.locator(".govuk-error-summary").get_by_role("link", name=message).click()
    expect(page.locator(f"#{field}")).to_be_focused()


def enter_date(page: Page, field: str, day: int, month: int, year: int) -> None:
    for place, value in enumerate((day, month, year)):
        page.locator(f"#{field}_{place}").fill(str(value))


def soon(true: Callable[[], bool]) -> None:
    """Within a few seconds it is true."""
    until = time.monotonic() + 8
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


def part(page: Page, statement: str) -> Locator:
    """The part of the page that is about one statement, such as 1.1."""
    return page.locator(f"#s{statement.replace('.', '_')}")


def score(page: Page, statement: str, choice: str) -> None:
    part(page, statement).get_by_role("radio", name=choice).check()


def write(page: Page, statement: str, field: str, text: str) -> None:
    """Type into Commentary, Evidence or the reason, and leave the field."""
    box = part(page, statement).get_by_label(field)
    box.fill(text)
    box.blur()


def saved(page: Page, statement: str, words: str = "Saved ") -> None:
    """No save is under way, and the line under the statement, which is a status and so is read out, says so."""
    soon(lambda: not page.locator(".htmx-request").count())
    expect(part(page, statement).get_by_role("status")).to_contain_text(words)
