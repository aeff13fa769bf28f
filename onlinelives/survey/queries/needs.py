"""What the survey asks of people, for the home page and the digest."""

from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.survey.queries.releases import waiting_for
from onlinelives.web.needs import Need
from onlinelives.web.words import plural


def needs(person: Person) -> list[Need]:
    """Releases that wait for a second person, told to those who may decide."""
    waiting = waiting_for(person)
    if not waiting:
        return []
    what = f"Decide on {plural(waiting, 'release')} of figures of the youth survey"
    return [Need(what, reverse("survey_releases"), "A second person looks at figures before agencies see them.")]
