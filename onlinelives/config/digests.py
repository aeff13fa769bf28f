"""One e-mail a day at most to each person, with what their home page says waits for them.

A digest is claimed before it is handed to the mail server, by a row that is unique for person and day, and the claim is
given back only when the server has certainly not taken it. So nobody gets the same digest twice, whatever dies in the
middle; at worst it is missed, and the next one says the same (docs/decisions/0018).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Exists, OuterRef
from django.urls import reverse

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.mail import address, letter, plain
from onlinelives.accounts.models import Person
from onlinelives.config.models import SentDigest
from onlinelives.config.needs import needs_of
from onlinelives.trail import clock
from onlinelives.web.jinja import day as in_words
from onlinelives.web.needs import Need
from onlinelives.web.words import plural

log = logging.getLogger(__name__)

SOON = timedelta(days=7)
REMEMBERED = timedelta(days=30)  # how long it is known who has had a digest
HOW_OFTEN = {
    Person.Digest.DAILY: "at most once on each working day",
    Person.Digest.WEEKLY: "at most once a week, on Monday",
}


class NotAll(Exception):
    """Part of a job failed, such as some of the digests. It is to be tried again, for that part only."""


@dataclass(frozen=True)
class Line:
    what: str
    when: str
    more: str
    link: str


@dataclass(frozen=True)
class Group:
    title: str
    lines: list[Line]


def send_all(today: date) -> None:
    """To everybody who wants one today and has not had it. Raises NotAll when somebody's could not be sent, and OSError
    as soon as the mail server cannot be reached."""
    if not (settings.MAIL_IS_CONFIGURED or settings.MODE == "local"):  # the demonstration writes to nobody
        return
    SentDigest.objects.filter(day__lt=today - REMEMBERED).delete()
    had = SentDigest.objects.filter(person=OuterRef("pk"), day=today)
    wanting = Person.objects.filter(is_active=True, digest__in=wanted_on(today)).exclude(Exists(had))
    failed = 0
    for pk in wanting.order_by("partnership_id", "id").values_list("pk", flat=True):
        try:
            person = accounts.signed_in(pk)
            written = write(person, today) if person else None
        except Exception:
            log.exception("the digest of person %s could not be written", pk)
            failed += 1
            continue
        if person and written:
            failed += not _sent(person, written, today)
    if failed:
        raise NotAll(plural(failed, "digest"))


def wanted_on(today: date) -> list[str]:
    """The choices of Person.Digest that want one on this day."""
    if today.weekday() > 4:
        return []
    return [Person.Digest.DAILY, Person.Digest.WEEKLY] if today.weekday() == 0 else [Person.Digest.DAILY]


def write(person: Person, today: date) -> EmailMessage | None:
    """The message, or None when nothing waits for them."""
    needs = needs_of(person)
    if not needs:
        return None
    told = {
        "area": plain(person.partnership.name),
        "home": address(reverse("home")),
        "groups": grouped(needs, today),
        "how_often": HOW_OFTEN[Person.Digest(person.digest)],
    }
    return letter(person, subject(needs), "config/mail/digest.txt", told)


def subject(needs: Sequence[Need]) -> str:
    """3 things wait for you in Online Lives, 1 is late"""
    late = sum(need.late for need in needs)
    words = f"{plural(len(needs), 'thing waits', 'things wait')} for you in Online Lives"
    return f"{words}, {late} {'is' if late == 1 else 'are'} late" if late else words


def grouped(needs: Sequence[Need], today: date) -> list[Group]:
    """What is late, what is due within SOON, and everything else; without empty groups."""
    late = [need for need in needs if need.late]
    soon = [need for need in needs if not need.late and need.due and need.due <= today + SOON]
    rest = [need for need in needs if need not in late and need not in soon]
    found = (("Late", late), (f"Due in the next {SOON.days} days", soon), ("Also waiting", rest))
    return [Group(title, [_line(need) for need in these]) for title, these in found if these]


def _line(need: Need) -> Line:
    when = f" ({'was due' if need.late else 'by'} {in_words(need.due)})" if need.due else ""
    return Line(plain(need.what), when, plain(need.more), address(need.href))


def _sent(person: Person, message: EmailMessage, today: date) -> bool:
    """Claim it, then hand it over. False when the server did not take it; True also when another worker claimed it."""
    server = get_connection()
    server.open()  # a server that cannot be reached has taken nothing, so nothing is claimed yet
    try:
        claim, made = SentDigest.objects.get_or_create(
            person=person, day=today, defaults={"partnership_id": person.partnership_id}
        )
        if not made:
            return True
        server.send_messages([message])
    except Exception as error:
        log.exception("the digest of person %s was not sent", person.pk)
        if _taken_perhaps(error):
            return True
        SentDigest.objects.filter(person=person, day=today, sent_at=None).delete()
        return False
    finally:
        server.close()
    SentDigest.objects.filter(pk=claim.pk).update(sent_at=clock.now())
    return True


def _taken_perhaps(error: Exception) -> bool:
    """Whether the connection broke while the message was under way. An answer of the server is always a no."""
    answers = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError)
    return isinstance(error, OSError) and not isinstance(error, answers)
