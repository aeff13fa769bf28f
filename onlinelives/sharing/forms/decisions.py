"""Forms about sharing decisions, and about who must never receive anything."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from onlinelives.accounts.models import Agency, Person
from onlinelives.cases.forms.saying import REASON
from onlinelives.cases.models import YoungPerson
from onlinelives.rules.verdict import Invalid
from onlinelives.sharing.actions import decisions, never
from onlinelives.sharing.actions.decisions import Decided, Rest
from onlinelives.sharing.actions.errors import Unaccepted
from onlinelives.sharing.models import LegalBasis, NeverShare, SharingDecision
from onlinelives.sharing.queries import Caution, To
from onlinelives.web.forms import OnceForm, SaysNo, one_of, several_of, words

AGENCY = SharingDecision.Audience.AGENCY

# The parts of the page, in the order of the seven rules of the Government's advice on sharing.
PARTS = (
    ("Before you go on", ("accepted",)),
    ("Who it is for", ("audience", "agencies", "name", "who")),
    ("What and why", ("outcome", "purpose", "reasons", "urgent")),
    ("What allows it", ("bases", "necessity")),
    ("Who was told", ("child_told", "child_view", "parent_told", "parent_why_not")),
    ("Who must be protected", ("protect", "never_name", "never_why")),
    ("Advice", ("advice",)),
)


class RestFields(forms.Form):
    """What every decision says in the end."""

    necessity = words(
        "Why is it necessary, and no more than is needed?",
        hint="Could less be shared, or with fewer people, and still help?",
        rows=3,
    )
    child_told = one_of(
        "Has the young person been told?", SharingDecision.Told.choices, "Select whether they were told"
    )
    child_view = words(
        "What do they think of it?", hint="In their words, if you can. If nobody could ask, say why.", rows=3
    )
    parent_told = one_of(
        "Has a parent or carer been told?", SharingDecision.Told.choices, "Select whether they were told"
    )
    parent_why_not = words("Why is no parent or carer told?", hint="Only when they will not be.", rows=3)
    protect = words(
        "Whose identity must be protected?",
        hint="Somebody who told you, another child, a neighbour. It stays with us; leave it out of what you share.",
        rows=2,
    )
    advice = words(
        "Whom did you ask for advice?",
        hint="Your manager, the Caldicott Guardian, the data protection officer. Or nobody.",
        rows=2,
    )

    def __init__(self, *args: Any, bases: list[LegalBasis], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.bases = {str(basis.pk): basis for basis in bases}
        field = several_of("What allows it?", [(pk, b.name) for pk, b in self.bases.items()], "Select all that apply.")
        field.hints = {pk: basis.citation for pk, basis in self.bases.items()}  # type: ignore[attr-defined]
        self.fields["bases"] = field
        for name in ("child_told", "parent_told"):
            self.fields[name].required = False

    @property
    def rest(self) -> Rest:
        said = self.cleaned_data
        same = ("necessity", "child_told", "child_view", "parent_told", "parent_why_not", "protect", "advice")
        told = {name: said.get(name, "") for name in same}
        return Rest(bases=tuple(self.bases[pk] for pk in said.get("bases", ())), **told)


class DecisionForm(SaysNo, OnceForm, RestFields):
    """A decision, also one that takes the place of another."""

    audience = one_of("Who is it for?", SharingDecision.Audience.choices, "Select who it is for")
    agencies = several_of("Which agencies?", [], "Only those that need it. Each gets a copy of its own.")
    name = forms.CharField(
        label="Name",
        max_length=200,
        required=False,
        help_text="Of the contact outside, the parent or carer, or the young person.",
    )
    who = forms.CharField(
        label="Who are they?",
        max_length=200,
        required=False,
        help_text="For example, mother, or school nurse in another area.",
    )
    outcome = one_of("What do you decide?", SharingDecision.Outcome.choices, "Select what you decide")
    purpose = words("What is it for?", "Say what it is for", "They see this.", rows=3, longest=1000)
    reasons = words("Why do you decide so?", "Say why you decide so", REASON)
    urgent = forms.BooleanField(
        label="It is urgent: I leave what follows for later, and write it down within two working days", required=False
    )
    never_name = forms.CharField(
        label="Is there somebody who must never receive anything?",
        max_length=200,
        required=False,
        help_text="A name. It is kept with the young person and shown at every later decision.",
    )
    never_why = words("Why must they never?", rows=2, longest=1000)

    def __init__(
        self,
        data: Any,
        *,
        young_person: YoungPerson,
        agencies: list[Agency],
        bases: list[LegalBasis],
        replaces: SharingDecision | None = None,
    ):
        super().__init__(data, bases=bases, initial=_first(replaces))
        self.young_person, self.replaces = young_person, replaces
        self.places = {str(agency.pk): agency for agency in agencies}
        self.fields["agencies"].choices = [(pk, a.name) for pk, a in self.places.items()]  # type: ignore[attr-defined]
        self.order_fields(["form_key", *(name for _, names in PARTS for name in names)])

    def parts(self) -> list[tuple[str, list[BoundField]]]:
        """The fields under their headings."""
        return [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in PARTS
            if set(names) & set(self.fields)
        ]

    def clean(self) -> dict[str, Any] | None:
        """All that is missing is said at once."""
        said = self.cleaned_data
        if not said.get("urgent") and not {"bases", "outcome"} - set(said):
            for error in decisions.missing(self.rest, said["outcome"]):
                self.say(error)
        return said

    def save(self, by: Person) -> SharingDecision | None:
        """None with the reason on the form; where there are warnings, with a tick for each."""
        said = self.cleaned_data
        accepted = self.data.getlist("accepted") if isinstance(self.data, QueryDict) else []
        told = Decided(
            audience=said["audience"],
            outcome=said["outcome"],
            recipients=self._recipients(),
            purpose=said["purpose"],
            reasons=said["reasons"],
            rest=self.rest,
            urgent=said["urgent"],
            never=(said["never_name"], said["never_why"]),
        )
        try:
            return decisions.decide(
                young_person=self.young_person,
                told=told,
                accepted=frozenset(accepted),
                replaces=self.replaces,
                by=by,
                form_key=said["form_key"],
            )
        except Unaccepted as error:
            self._warn(error.warnings)
            self.say(error)
        except Invalid as error:
            self.say(error)
        return None

    def _recipients(self) -> tuple[To, ...]:
        said = self.cleaned_data
        if said["audience"] == AGENCY:
            return tuple(To(agency=self.places[pk]) for pk in said["agencies"])
        name = said["name"]
        if said["audience"] == SharingDecision.Audience.YOUNG_PERSON:
            name = name or self.young_person.name
        return (To(name=name, who=said["who"]),) if name.strip() else ()

    def _warn(self, warnings: list[Caution]) -> None:
        choices = [(warning.code, warning.words) for warning in warnings]
        self.fields["accepted"] = several_of("Have you thought of this?", choices, "Tick each to go on.")


def _first(replaces: SharingDecision | None) -> dict[str, Any]:
    if replaces is None:
        return {}
    same = ("audience", "outcome", "purpose", "necessity", "child_told", "child_view", "parent_told", "parent_why_not")
    told = {name: getattr(replaces, name) for name in (*same, "protect", "advice")}
    recipients = list(replaces.recipients.all())
    outside = next((each for each in recipients if each.agency_id is None), None)
    return {
        **told,
        "agencies": [str(each.agency_id) for each in recipients if each.agency_id],
        "name": outside.name if outside else "",
        "who": outside.who if outside else "",
        "bases": [str(each.basis_id) for each in replaces.bases.all()],
    }


class CompleteForm(SaysNo, RestFields):
    """The rest of an urgent decision."""

    field_order = (
        "bases", "necessity", "child_told", "child_view", "parent_told", "parent_why_not", "protect", "advice",
    )  # fmt: skip

    def __init__(self, data: Any, *, decision: SharingDecision, bases: list[LegalBasis]):
        super().__init__(data, bases=bases)
        self.decision = decision
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any] | None:
        """All that is missing is said at once."""
        for error in decisions.missing(self.rest, self.decision.outcome):
            self.say(error)
        return self.cleaned_data

    def save(self, by: Person) -> SharingDecision | None:
        try:
            return decisions.complete(decision=self.decision, rest=self.rest, by=by)
        except Invalid as error:
            self.say(error)
        return None


class AgreeForm(SaysNo, forms.Form):
    """A manager agrees that nothing is shared, or gives the decision back."""

    agreed = one_of("Do you agree?", (("yes", "Yes, it is not shared"), ("no", "No")), "Select yes or no")
    note = words("Note", hint="Needed when you do not agree.", rows=3, longest=2000)

    def __init__(self, data: Any, *, decision: SharingDecision):
        super().__init__(data)
        self.decision = decision

    def save(self, by: Person) -> SharingDecision | None:
        said = self.cleaned_data
        try:
            return decisions.agree(decision=self.decision, agreed=said["agreed"] == "yes", note=said["note"], by=by)
        except Invalid as error:
            self.say(error)
        return None


class NeverForm(SaysNo, OnceForm):
    """Somebody, or an agency, that must never receive anything about a young person."""

    name = forms.CharField(
        label="Name", max_length=200, required=False, help_text="Of a person. Or select an agency below."
    )
    agency = forms.ChoiceField(
        label="Agency", required=False, error_messages={"invalid_choice": "Select from the list"}
    )
    reason = words("Why?", "Say why they must never receive anything", REASON, rows=3, longest=1000)

    def __init__(self, data: Any, *, young_person: YoungPerson, agencies: list[Agency]):
        super().__init__(data)
        self.young_person, self.agencies = young_person, {str(agency.pk): agency for agency in agencies}
        choices = [("", "None"), *((pk, agency.name) for pk, agency in self.agencies.items())]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined]

    def save(self, by: Person) -> NeverShare | None:
        said = self.cleaned_data
        try:
            return never.add(
                young_person=self.young_person,
                agency=self.agencies.get(said["agency"]),
                name=said["name"],
                reason=said["reason"],
                by=by,
                form_key=said["form_key"],
            )
        except Invalid as error:
            self.say(error)
        return None


class EndNeverForm(SaysNo, forms.Form):
    reason = words("Why may they receive something again?", "Say why", REASON, rows=3, longest=1000)

    def __init__(self, data: Any, *, entry: NeverShare):
        super().__init__(data)
        self.entry = entry

    def save(self, by: Person) -> NeverShare | None:
        try:
            return never.end(entry=self.entry, reason=self.cleaned_data["reason"], by=by)
        except Invalid as error:
            self.say(error)
        return None
