"""Messages of this room, and the form that every message to somebody with an account takes.

They carry no content beyond what is needed to act, and lead to a page that asks who is there.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django_tasks import task

from onlinelives.accounts import queries
from onlinelives.accounts.models import Invitation, Person
from onlinelives.trail import clock

log = logging.getLogger(__name__)

AGAIN_AFTER = (5, 20, 60, 180)  # minutes after the first attempt, the second, …: the fifth is the last
# No out-of-office reply comes back, from servers that follow RFC 3834 and from Exchange.
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def invite(invitation: Invitation, address: str) -> bool:
    """Send the link. False when no mail is configured or it could not be sent, so that the page can show the link."""
    if not settings.MAIL_IS_CONFIGURED:
        return False
    told = {"invitation": invitation, "address": address}
    try:
        send_mail(
            subject=f"Your invitation to Online Lives in {invitation.partnership.name}",
            message=render_to_string("accounts/mail/invitation.txt", told, using="jinja2"),
            from_email=None,
            recipient_list=[invitation.email],
        )
    except OSError:
        log.exception("the invitation %s could not be sent", invitation.pk)
        return False
    return True


def goes_out() -> bool:
    """Whether messages are sent at all. On one's own machine they are printed to the terminal."""
    return bool(settings.MAIL_IS_CONFIGURED) or settings.MODE != "production"


def tell(person: Person, subject: str, lines: Sequence[str], href: str, *, urgent: bool = False) -> None:
    """Tell somebody at once that another person waits for them, once this transaction has been committed.

    subject, lines: our own words, with names of rounds and agencies, numbers and titles of statements; never what
    somebody wrote in an answer, and no name of a young person. href: the page on this site where they act.
    Nothing happens when they are switched off, or chose never to be written to and it is not `urgent`: a young person
    may be in danger. It never fails for the mail server's sake: the worker tries again, five times over four hours and
    more.
    """
    if goes_out():
        told = (person.pk, subject, list(lines), href)
        transaction.on_commit(lambda: deliver.enqueue(*told, urgent=urgent), robust=True)


def tell_outside(to: str, subject: str, lines: Sequence[str]) -> None:
    """The same for an address without an account, such as a duty desk: urgent, and without a way in."""
    if goes_out():
        transaction.on_commit(lambda: deliver_outside.enqueue(to, subject, list(lines)), robust=True)


@task()
def deliver(
    person_id: int, subject: str, lines: list[str], href: str, attempt: int = 1, *, urgent: bool = False
) -> None:
    """One attempt at the message of `tell`."""
    person = queries.signed_in(person_id)
    if person is None or (person.digest == Person.Digest.NEVER and not urgent):
        return
    told = {"lines": [plain(line) for line in lines], "link": address(href), "urgent": urgent}
    if not _sent(letter(person, subject, "accounts/mail/somebody_waits.txt", told), f"person {person_id}", attempt):
        _try_again(deliver, attempt, person_id, subject, lines, href, urgent=urgent)


@task()
def deliver_outside(to: str, subject: str, lines: list[str], attempt: int = 1) -> None:
    """One attempt at the message of `tell_outside`."""
    told = {"lines": [plain(line) for line in lines]}
    body = render_to_string("accounts/mail/outside.txt", told, using="jinja2")
    if not _sent(EmailMessage(plain(subject), body, to=[to], headers=HEADERS), "an address outside", attempt):
        _try_again(deliver_outside, attempt, to, subject, lines)


def _sent(message: EmailMessage, whose: str, attempt: int) -> bool:
    try:
        message.send()
    except OSError:  # every error of smtplib is one
        log.exception("a message to %s could not be sent, attempt %s", whose, attempt)
        return False
    return True


def _try_again(delivery: Any, attempt: int, *told: Any, **more: Any) -> None:
    """Later, unless this was the last attempt, or there is no worker."""
    if attempt <= len(AGAIN_AFTER) and delivery.get_backend().supports_defer:
        later = clock.now() + timedelta(minutes=AGAIN_AFTER[attempt - 1])
        delivery.using(run_after=later).enqueue(*told, attempt=attempt + 1, **more)


def letter(person: Person, subject: str, template: str, told: dict[str, Any]) -> EmailMessage:
    """A message to somebody with an account, in plain text. The template is also told who they are (`person`) and
    where they choose how often they are written to (`choose`)."""
    choose = address(reverse("your_account") + "#id_digest")
    body = render_to_string(template, {**told, "person": person, "choose": choose}, using="jinja2")
    return EmailMessage(plain(subject), body, to=[person.email], headers=HEADERS)


def plain(text: str) -> str:
    """On one line: no name can end a line of the message, or add a header to it."""
    return " ".join(text.split())


def address(href: str) -> str:
    """The whole address of a page, from its path."""
    site: str = settings.SITE_ADDRESS
    return site + href
