"""What records ask of those who see them, for the home page and the digest. Numbers only, never who."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.models import Assessment, Referral, YoungPerson
from onlinelives.cases.queries.narrowing import FLAG, FLAG_WAITS, NOT_ASKED, REVIEW, UNFINISHED, WAITING, marked
from onlinelives.trail import clock
from onlinelives.web.needs import Need
from onlinelives.web.words import plural


def needs(person: Person) -> list[Need]:
    if not permissions.see_young_people(person):
        return []
    mine = YoungPerson.objects.visible_to(person).filter(state="open")
    return [*_of_referrals(mine), *_of_assessments(mine, person), *_of_reviews(mine, person)]


def narrowed_to(show: str) -> str:
    """The address of the list, narrowed."""
    return reverse("young_people", query={"show": show})


def _of_referrals(mine: QuerySet[YoungPerson]) -> list[Need]:
    states = Referral.objects.filter(young_person__in=mine.values("pk")).filter(
        Q(state="waiting") | Q(online=Referral.Online.NOT_ASKED)
    )
    rows = list(states.values_list("state", "online"))
    waiting = sum(state == "waiting" for state, _ in rows)
    not_asked = sum(online == Referral.Online.NOT_ASKED for _, online in rows)
    found = []
    if waiting:
        found.append(Need(f"Decide on {plural(waiting, 'referral')}", narrowed_to(WAITING)))
    if not_asked:
        what = f"Ask about life online in {plural(not_asked, 'referral')}"
        found.append(Need(what, narrowed_to(NOT_ASKED), "Nobody has asked yet whether there is an online part."))
    return found


def _of_assessments(mine: QuerySet[YoungPerson], person: Person) -> list[Need]:
    found = []
    if flags := marked(mine).filter(FLAG_WAITS).count():
        what = f"Confirm or decline {plural(flags, 'flag')} for intensive support"
        found.append(Need(what, narrowed_to(FLAG), "Four factors or more are a prompt. The decision is yours."))
    drafts = Assessment.objects.filter(state="draft", begun_by=person, young_person__in=mine.values("pk")).count()
    if drafts:
        found.append(Need(f"Finish {plural(drafts, 'assessment')} that you began", narrowed_to(UNFINISHED)))
    return found


def _of_reviews(mine: QuerySet[YoungPerson], person: Person) -> list[Need]:
    due = mine.filter(worker=person, review_on__lte=clock.today()).values_list("review_on", flat=True)
    days = [day for day in due if day]
    if not days:
        return []
    late = min(days) < clock.today()
    what = f"Look again at {plural(len(days), 'young person', 'young people')}"
    return [Need(what, narrowed_to(REVIEW), due=min(days), late=late)]
